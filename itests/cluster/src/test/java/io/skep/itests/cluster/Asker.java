package io.skep.itests.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A program that asks web servers, each request over a connection of its own, evenly in time, as
 * long as a file is there. Prints how many were answered, then a line for each that was not, or not
 * within a second.
 */
public final class Asker {

    private static final byte[] REQUEST =
            "GET / HTTP/1.0\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SLOW_MILLIS = 1_000;

    private final Path goOn;
    private final List<Target> servers;
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();

    private Asker(Path goOn, List<Target> servers) {
        this.goOn = goOn;
        this.servers = servers;
    }

    /** FILE RATE THREADS TARGET... */
    public static void main(String[] words) throws InterruptedException {
        var targets = List.of(words).subList(3, words.length).stream().map(Target::of).toList();
        var asker = new Asker(Path.of(words[0]), targets);
        asker.ask(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        System.out.println("answered " + asker.answered);
        asker.notes.forEach(System.out::println);
        System.out.println("end");
    }

    private void ask(int rate, int threads) throws InterruptedException {
        long pause = 1_000_000_000L * threads / rate;
        var all =
                IntStream.range(0, threads)
                        .mapToObj(n -> new Thread(() -> askOn(n, pause), "asker-" + n))
                        .toList();
        all.forEach(Thread::start);
        for (var thread : all) {
            thread.join();
        }
    }

    private void askOn(int first, long pause) {
        var due = System.nanoTime();
        for (int n = first; Files.exists(goOn); n++) {
            ask(servers.get(n % servers.size()));
            due = Math.max(due + pause, System.nanoTime() - pause);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void ask(Target target) {
        var began = System.currentTimeMillis();
        try {
            var server = target.find();
            answered(target, began, answer(server, began));
        } catch (IOException failure) {
            var took = System.currentTimeMillis() - began;
            notes.add("failed " + began + " " + target + ": after " + took + " " + failure);
        }
    }

    private static String answer(InetSocketAddress server, long began) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new IOException(server + " since " + began + ": " + failure, failure);
        }
    }

    private void answered(Target target, long began, String answer) {
        var took = System.currentTimeMillis() - began;
        if (!answer.matches("(?s)HTTP/1.. 200 .*here\\s*")) {
            notes.add("failed " + began + " " + target + ": answered " + answer);
            return;
        }
        answered.incrementAndGet();
        if (took > SLOW_MILLIS) {
            notes.add("slow " + began + " " + target + ": " + took);
        }
    }
}
