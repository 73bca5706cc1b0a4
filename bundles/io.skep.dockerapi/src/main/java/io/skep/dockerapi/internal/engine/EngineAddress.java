package io.skep.dockerapi.internal.engine;

import java.net.URI;

/**
 * Where the engine listens, as setting {@code docker.host} says.
 *
 * @param path of the Unix socket; empty when it listens on TCP
 * @param host and
 * @param port when it listens on TCP
 */
record EngineAddress(String path, String host, int port) {

    /** From {@code unix:///path} or {@code tcp://host:port}. */
    static EngineAddress parse(String text) {
        var uri = URI.create(text);
        if ("unix".equals(uri.getScheme()) && uri.getPath() != null && !uri.getPath().isEmpty()) {
            return new EngineAddress(uri.getPath(), "", 0);
        }
        if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
            return new EngineAddress("", uri.getHost(), uri.getPort());
        }
        throw new IllegalArgumentException(
                "docker.host: '" + text + "' is neither unix:///path nor tcp://host:port");
    }

    boolean unix() {
        return !path.isEmpty();
    }
}
