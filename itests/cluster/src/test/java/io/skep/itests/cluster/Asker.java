package io.skep.itests.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that asks web servers, each request over a connection of its own, evenly in time, as
 * long as a file is there. Prints how many were answered, then a line for each that was not.
 */
public final class Asker {

    private static final byte[] REQUEST =
            "GET / HTTP/1.0\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Path goOn;
    private final List<InetSocketAddress> servers;
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

    private Asker(Path goOn, List<InetSocketAddress> servers) {
        this.goOn = goOn;
        this.servers = servers;
    }

    /** FILE RATE THREADS ADDRESS:PORT... */
    public static void main(String[] words) throws InterruptedException {
        var servers = new ArrayList<InetSocketAddress>();
        for (var word : List.of(words).subList(3, words.length)) {
            var colon = word.lastIndexOf(':');
            servers.add(
                    new InetSocketAddress(
                            word.substring(0, colon), Integer.parseInt(word.substring(colon + 1))));
        }
        var asker = new Asker(Path.of(words[0]), servers);
        asker.ask(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        System.out.println("answered " + asker.answered);
        asker.failed.forEach(System.out::println);
        System.out.println("end");
    }

    private void ask(int rate, int threads) throws InterruptedException {
        var all = new ArrayList<Thread>();
        long pause = 1_000_000_000L * threads / rate;
        for (int n = 0; n < threads; n++) {
            int first = n;
            all.add(new Thread(() -> askOn(first, pause), "asker-" + n));
        }
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

    private void ask(InetSocketAddress server) {
        var began = System.currentTimeMillis();
        var step = "connect";
        try (var socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            step = "send";
            socket.getOutputStream().write(REQUEST);
            step = "read";
            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (answer.matches("(?s)HTTP/1.. 200 .*here\\s*")) {
                answered.incrementAndGet();
            } else {
                failed.add("failed " + began + " " + server + ": answered " + answer);
            }
        } catch (IOException failure) {
            var took = System.currentTimeMillis() - began;
            failed.add("failed " + began + " " + server + ": " + step + " " + took + " " + failure);
        }
    }
}
