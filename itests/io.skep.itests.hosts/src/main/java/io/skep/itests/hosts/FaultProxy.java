package io.skep.itests.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A TCP line on loopback that can be made slow, half open or be cut: what a program sees of a bad
 * network, where the network itself cannot be touched. Any thread may change its weather; it holds
 * for what is read from then on.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Random random;
    private final AtomicReference<Weather> weather = new AtomicReference<>(Weather.FAIR);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FaultProxy(ServerSocket server, InetSocketAddress target, long seed) {
        this.server = server;
        this.target = target;
        this.random = new Random(seed);
    }

    /** A line to this address, on a free port; jitter is drawn with this seed. */
    public static FaultProxy before(InetSocketAddress target, long seed) {
        try {
            var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var proxy = new FaultProxy(server, target, seed);
            begin("accept", proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where to connect instead. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Changes how everything that is read from now on is treated. */
    public void weather(Weather now) {
        weather.set(now);
    }

    /** Resets every connection: both ends get an error, not an end. */
    public void reset() {
        for (var socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                // it is closed below all the same
            }
            shut(socket);
        }
    }

    /** Takes no more connections and resets those there are. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        reset();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        try {
            far.connect(target);
        } catch (IOException refused) {
            shut(near);
            shut(far);
            return;
        }
        open.add(near);
        open.add(far);
        pass(near, far);
        pass(far, near);
    }

    private void pass(Socket from, Socket to) {
        var line = new DelayLine();
        begin("read", () -> read(from, line));
        begin("write", () -> write(line, from, to));
    }

    private static void write(DelayLine line, Socket from, Socket to) {
        try {
            line.drainTo(to);
        } catch (IOException nobodyThere) {
            shut(from);
            shut(to);
            line.clear();
        }
    }

    private void read(Socket from, DelayLine line) {
        var piece = new byte[8192];
        try {
            var in = from.getInputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                var now = weather.get();
                if (!now.swallowing()) {
                    line.put(piece, length, now.delay().toNanos() + jitter(now));
                }
            }
        } catch (IOException closed) {
            // the end of the line is passed on below
        }
        line.end();
    }

    private long jitter(Weather now) {
        return (long) (random.nextDouble() * now.jitter().toNanos());
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void begin(String what, Runnable work) {
        var thread = new Thread(work, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
