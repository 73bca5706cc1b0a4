package io.skep.dockerapi.internal.engine;

/** What clients and engines say first. */
final class Heads {

    static final String GET = "GET /v1.44/x HTTP/1.1\r\nHost: h\r\n\r\n";
    static final String ATTACH =
            "POST /v1.44/containers/c/attach?stdin=1 HTTP/1.1\r\nHost: h\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
    static final String UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    private Heads() {}
}
