package io.skep.dockerapi.internal.world;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection of a client that speaks HTTP by hand. Blocks; tests have a time limit. */
public final class Browser implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;

    private Browser(SocketChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
    }

    /** Connected. */
    public static Browser to(Path socket) {
        try {
            return new Browser(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param headers by lower-case name
     * @param bytes the body
     */
    public record Answer(int status, Map<String, String> headers, byte[] bytes) {

        /** The body as text. */
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Status and body. */
        public String seen() {
            return status + " " + body();
        }
    }

    /** Asks with JSON. */
    public Answer ask(String method, String uri, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var type = body.length == 0 ? "" : "Content-Type: application/json\r\n";
        return ask(method, uri, type, body);
    }

    /** Asks with these header lines. */
    public Answer ask(String method, String uri, String lines, byte[] body) {
        say(
                method
                        + " "
                        + uri
                        + " HTTP/1.1\r\nHost: skep\r\n"
                        + lines
                        + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n")
                        + "\r\n");
        say(body);
        return answer(method.equals("HEAD"));
    }

    /** Writes. */
    public Browser say(String text) {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes. */
    public Browser say(byte[] bytes) {
        try {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Says nothing more. */
    public void shut() {
        try {
            channel.shutdownOutput();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads a whole answer. */
    public Answer answer(boolean head) {
        var answer = head();
        var length = answer.headers.getOrDefault("content-length", "0");
        if (head || answer.status / 100 == 1) {
            return answer;
        }
        if (answer.headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            var body = new ByteArrayOutputStream();
            for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                body.writeBytes(chunk);
            }
            return new Answer(answer.status, answer.headers, body.toByteArray());
        }
        return new Answer(answer.status, answer.headers, bytes(Integer.parseInt(length)));
    }

    /** Reads an answer's head. */
    public Answer head() {
        var status = line();
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new byte[0]);
    }

    /** Reads one chunk of a body; empty at its end. */
    public byte[] chunk() {
        var bytes = bytes(Integer.parseInt(line(), 16));
        line();
        return bytes;
    }

    /** Whether the other side closed. */
    public boolean ended() {
        try {
            return in.read() < 0;
        } catch (IOException cut) {
            return true;
        }
    }

    /** Whether the connection is open, and nothing has come. */
    public boolean listens() {
        try {
            channel.configureBlocking(false);
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException cut) {
            return false;
        }
    }

    private byte[] bytes(int count) {
        try {
            var bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IllegalStateException("the answer is cut");
            }
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String line() {
        try {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IllegalStateException("the connection ended: " + line);
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
