package io.skep.itests.blackbox;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Raw HTTP over one kept connection to a Unix socket, for requests no client would send. */
final class Http implements AutoCloseable {

    private static final int LARGEST = 64 << 20;

    private final Path socket;
    private SocketChannel channel;

    private Http(Path socket, SocketChannel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    static Http to(Path socket) throws IOException {
        return new Http(socket, connected(socket));
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as text
     */
    record Answer(int status, String body) {}

    Answer json(String method, String path, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: skep\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        return send(method, path, head, bytes);
    }

    /** Sends a head and a body as they are. Connects anew when the node closed the connection. */
    Answer send(String method, String path, String head, byte[] body) throws IOException {
        try {
            return exchange(method, path, head, body);
        } catch (Closed closed) {
            channel.close();
            channel = connected(socket);
            return exchange(method, path, head, body);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Answer exchange(String method, String path, String head, byte[] body)
            throws IOException {
        var codec = new EmbeddedChannel(new HttpClientCodec(), new HttpObjectAggregator(LARGEST));
        codec.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), "/"));
        codec.releaseOutbound();
        try {
            write(head.getBytes(StandardCharsets.ISO_8859_1));
            write(body);
        } catch (IOException refusedEarly) {
            // an answer may have come before the whole body was taken
        }
        var buffer = ByteBuffer.allocate(64 << 10);
        boolean first = true;
        while (true) {
            int count = read(buffer);
            if (count < 0) {
                if (first) {
                    throw new Closed();
                }
                throw new IOException("cut off in the middle of the answer to " + path);
            }
            first = false;
            buffer.flip();
            codec.writeInbound(Unpooled.copiedBuffer(buffer));
            buffer.clear();
            if (codec.readInbound() instanceof FullHttpResponse answer) {
                var text = answer.content().toString(StandardCharsets.UTF_8);
                answer.release();
                codec.finishAndReleaseAll();
                return new Answer(answer.status().code(), text);
            }
        }
    }

    private int read(ByteBuffer buffer) {
        try {
            return channel.read(buffer);
        } catch (IOException reset) {
            return -1;
        }
    }

    private void write(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static SocketChannel connected(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    /** The connection was closed before any answer. */
    private static final class Closed extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
