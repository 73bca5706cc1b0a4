package io.skep.itests.cluster;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A Docker API behind a Unix socket, over one kept connection, with as little work as possible on
 * this side: what is measured through it is the server. Not for use by two threads at a time.
 */
final class Api implements AutoCloseable {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private byte[] bytes = new byte[1 << 16];
    private int filled;

    private Api(SocketChannel channel) {
        this.channel = channel;
    }

    static Api to(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Api(channel);
        } catch (IOException nobody) {
            channel.close();
            throw nobody;
        }
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

        Answer orFail() {
            if (!good()) {
                throw new IllegalStateException(status + " " + body);
            }
            return this;
        }
    }

    Answer get(String path) throws IOException {
        return ask("GET", path, "");
    }

    Answer post(String path, String json) throws IOException {
        return ask("POST", path, json);
    }

    Answer ask(String method, String path, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head =
                "%s %s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, path, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        var request = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return answer();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Answer answer() throws IOException {
        filled = 0;
        int end = find(END, 0);
        while (end < 0) {
            read();
            end = find(END, 0);
        }
        var head = text(0, end).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        int begin = end + END.length;
        int field = head.indexOf("content-length:");
        if (field >= 0) {
            var rest = head.substring(field + "content-length:".length());
            int length = Integer.parseInt(rest.lines().findFirst().orElseThrow().strip());
            awaitUntil(begin + length);
            return new Answer(status, text(begin, begin + length));
        }
        return new Answer(status, head.contains("chunked") ? chunks(begin) : "");
    }

    private String chunks(int begin) throws IOException {
        var whole = new StringBuilder();
        int at = begin;
        while (true) {
            int line = find(new byte[] {'\r', '\n'}, at);
            while (line < 0) {
                read();
                line = find(new byte[] {'\r', '\n'}, at);
            }
            int size = Integer.parseInt(text(at, line).strip(), 16);
            awaitUntil(line + 2 + size + 2);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(text(line + 2, line + 2 + size));
            at = line + 2 + size + 2;
        }
    }

    private void awaitUntil(int count) throws IOException {
        while (filled < count) {
            read();
        }
    }

    private void read() throws IOException {
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int count = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
        if (count < 0) {
            throw new IOException("the connection was closed");
        }
        filled += count;
    }

    private int find(byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= filled; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
