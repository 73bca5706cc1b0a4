package io.skep.dockerapi.internal.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One end of a connection, as a test sees it: bytes. Blocks; tests have a time limit. */
final class Wire implements AutoCloseable {

    private final SocketChannel channel;

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    static Wire to(SocketAddress address) {
        try {
            return new Wire(SocketChannel.open(address));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Wire say(String text) {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire say(byte[] bytes) {
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

    /** All up to and with {@code mark}; what came when the other ended before. */
    String hear(String mark) {
        var heard = new ByteArrayOutputStream();
        while (!text(heard).endsWith(mark)) {
            int next = next();
            if (next < 0) {
                break;
            }
            heard.write(next);
        }
        return text(heard);
    }

    /** All up to the end. */
    String rest() {
        var heard = new ByteArrayOutputStream();
        for (int next = next(); next >= 0; next = next()) {
            heard.write(next);
        }
        return text(heard);
    }

    /** Reads that many bytes and forgets them. */
    void skip(long count) {
        try {
            var room = ByteBuffer.allocate(1 << 16);
            for (long left = count; left > 0; left -= room.position()) {
                room.clear().limit((int) Math.min(left, room.capacity()));
                if (channel.read(room) < 0) {
                    throw new IllegalStateException(left + " bytes are missing");
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** No more from this side. */
    void shut() {
        try {
            channel.shutdownOutput();
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

    // a connection that was cut ends as well
    private int next() {
        try {
            var one = ByteBuffer.allocate(1);
            return channel.read(one) < 0 ? -1 : one.get(0) & 0xff;
        } catch (IOException cut) {
            return -1;
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
