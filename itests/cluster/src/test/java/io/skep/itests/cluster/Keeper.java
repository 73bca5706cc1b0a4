package io.skep.itests.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A program that keeps connections to web servers open, as long as a file is there, and asks over
 * each of them every ten seconds. A server may close a connection, then another one is opened; a
 * connection that is reset, or over which no answer comes, failed.
 */
public final class Keeper {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long IDLE_MILLIS = 10_000;
    private static final long LOOK_NANOS = 20_000_000;

    private final Path goOn;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();

    private Keeper(Path goOn) {
        this.goOn = goOn;
    }

    /** FILE COUNT THREADS TARGET... */
    public static void main(String[] words) throws InterruptedException {
        var targets = List.of(words).subList(3, words.length).stream().map(Target::of).toList();
        int count = Integer.parseInt(words[1]);
        int threads = Integer.parseInt(words[2]);
        var keeper = new Keeper(Path.of(words[0]));
        var all =
                IntStream.range(0, threads)
                        .mapToObj(n -> keeper.thread(n, count / threads, targets))
                        .toList();
        all.forEach(Thread::start);
        for (var thread : all) {
            thread.join();
        }
        System.out.println("answered " + keeper.answered + " opened " + keeper.opened);
        keeper.notes.forEach(System.out::println);
        System.out.println("end");
    }

    private Thread thread(int number, int count, List<Target> targets) {
        var lines =
                IntStream.range(0, count)
                        .mapToObj(n -> new Line(targets.get((number + n) % targets.size())))
                        .toList();
        return new Thread(() -> keep(lines), "keeper-" + number);
    }

    private void keep(List<Line> lines) {
        for (int n = 0; Files.exists(goOn); n++) {
            lines.get(n % lines.size()).turn();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        lines.forEach(Line::close);
    }

    /** One connection after the other to one server. */
    private final class Line {

        private final Target target;
        private @Nullable Socket socket;
        private long asked;

        private Line(Target target) {
            this.target = target;
        }

        /** Opens what is closed, and asks when it is time. */
        private void turn() {
            var now = System.currentTimeMillis();
            if (socket != null && now - asked < IDLE_MILLIS) {
                return;
            }
            asked = now;
            try {
                ask();
            } catch (EOFException closed) {
                close();
                again();
            } catch (IOException failure) {
                fail(failure);
            }
        }

        /** The server closed it, as it may: the request goes over a new one. */
        private void again() {
            try {
                ask();
            } catch (IOException failure) {
                fail(failure);
            }
        }

        private void fail(IOException failure) {
            notes.add("failed " + asked + " " + target + ": kept " + failure);
            close();
        }

        private void ask() throws IOException {
            var open = socket == null ? open() : socket;
            write(open);
            head(open.getInputStream());
            answered.incrementAndGet();
        }

        private Socket open() throws IOException {
            var fresh = new Socket();
            fresh.connect(target.find(), PATIENCE_MILLIS);
            fresh.setSoTimeout(PATIENCE_MILLIS);
            socket = fresh;
            opened.incrementAndGet();
            return fresh;
        }

        private void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException gone) {
                notes.add("failed " + asked + " " + target + ": close " + gone);
            }
            socket = null;
        }
    }

    /** A pipe that is broken was closed by the server before; a reset is what it says. */
    private static void write(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(REQUEST);
        } catch (SocketException broken) {
            throw String.valueOf(broken.getMessage()).contains("Broken pipe")
                    ? new EOFException()
                    : broken;
        }
    }

    /** Reads an answer to its end: its body is a line. */
    private static void head(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\nhere") < 0 || text.charAt(text.length() - 1) != '\n') {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            text.append((char) next);
        }
    }
}
