package io.skep.itests.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A socket that passes every byte on to another one and keeps a copy, so that what clients and node
 * said to each other can be read afterwards. It understands nothing of it.
 */
final class Tee implements AutoCloseable {

    private static final int MOST = 4 << 20;

    /** What was said on one connection; what is beyond 4 MiB a side is not kept. */
    record Talk(ByteArrayOutputStream asked, ByteArrayOutputStream answered) {}

    private final Path socket;
    private final Path target;
    private final ServerSocketChannel server;
    private final List<Talk> talks = new CopyOnWriteArrayList<>();

    private Tee(Path socket, Path target, ServerSocketChannel server) {
        this.socket = socket;
        this.target = target;
        this.server = server;
    }

    static Tee before(Path target) {
        try {
            var socket = target.resolveSibling("tee.sock");
            Files.deleteIfExists(socket);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            var tee = new Tee(socket, target, server);
            daemon("tee-accept", tee::accept);
            return tee;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path socket() {
        return socket;
    }

    /** The connections so far, open ones too. */
    List<Talk> talks() {
        return List.copyOf(talks);
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                pass(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(SocketChannel client) throws IOException {
        try {
            var node = SocketChannel.open(StandardProtocolFamily.UNIX);
            node.connect(UnixDomainSocketAddress.of(target));
            var talk = new Talk(new ByteArrayOutputStream(), new ByteArrayOutputStream());
            talks.add(talk);
            daemon("tee-ask", () -> pump(client, node, talk.asked()));
            daemon("tee-answer", () -> pump(node, client, talk.answered()));
        } catch (IOException nobody) {
            client.close();
        }
    }

    private static void pump(SocketChannel from, SocketChannel to, ByteArrayOutputStream copy) {
        var buffer = ByteBuffer.allocate(64 << 10);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                synchronized (copy) { // read by the test while the connection is open
                    copy.write(buffer.array(), 0, Math.min(buffer.limit(), MOST - copy.size()));
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
