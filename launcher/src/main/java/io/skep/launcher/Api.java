package io.skep.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A Docker API behind a Unix socket; one connection per question. */
final class Api {

    private final String socket;

    /** With the path of the socket, or its {@code unix://} URL. */
    Api(String socket) {
        this.socket = socket.startsWith("unix://") ? socket.substring("unix://".length()) : socket;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as text
     */
    record Answer(int status, String body) {
        boolean good() {
            return status / 100 == 2;
        }
    }

    Answer ask(String method, String path, String json) throws IOException {
        return ask(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer ask(String method, String path, String type, byte[] body) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var head =
                    "%s %s HTTP/1.1\r\nHost: skep\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(method, path, type, body.length);
            write(channel, head.getBytes(StandardCharsets.US_ASCII));
            write(channel, body);
            return parsed(Channels.newInputStream(channel).readAllBytes());
        }
    }

    /** Whether anybody answers there. */
    boolean answers() {
        try {
            return ask("GET", "/_ping", "").good();
        } catch (IOException | IllegalArgumentException nobody) {
            return false;
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static Answer parsed(byte[] bytes) throws IOException {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("the connection was closed without an answer");
        }
        var head = text.substring(0, end).toLowerCase(Locale.ROOT);
        var rest = text.substring(end + 4);
        var body = head.contains("transfer-encoding: chunked") ? joined(rest) : rest;
        var status = Integer.parseInt(head.substring(9, 12));
        return new Answer(
                status,
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String joined(String chunks) {
        var whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, line).trim(), 16);
            if (size == 0) {
                return whole.toString(StandardCharsets.ISO_8859_1);
            }
            int begin = line + 2;
            whole.writeBytes(
                    chunks.substring(begin, begin + size).getBytes(StandardCharsets.ISO_8859_1));
            at = begin + size + 2;
        }
    }
}
