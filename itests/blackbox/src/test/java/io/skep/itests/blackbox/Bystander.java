package io.skep.itests.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client that asks good questions all the while, and how long the answers take. */
final class Bystander implements AutoCloseable {

    private static final long EVERY_MILLIS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Long> nanos = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Http http;

    private Bystander(Http http) {
        this.http = http;
    }

    /** One that begins to ask. */
    static Bystander at(Path socket) throws IOException {
        var bystander = new Bystander(Http.to(socket));
        bystander.clock.scheduleAtFixedRate(bystander::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return bystander;
    }

    private void ask() {
        var began = System.nanoTime();
        try {
            var answer = http.json("GET", "/services", "");
            note(System.nanoTime() - began, answer.status() == 200 ? "" : answer.toString());
        } catch (IOException failure) {
            note(System.nanoTime() - began, failure.toString());
        }
    }

    private synchronized void note(long took, String trouble) {
        nanos.add(took);
        if (!trouble.isEmpty()) {
            wrong.add(trouble);
        }
    }

    /** What was answered otherwise than it must. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many times it asked. */
    synchronized int asked() {
        return nanos.size();
    }

    /** What all but one of a hundred answers stay below; what was heard is forgotten. */
    synchronized Duration p99() {
        var sorted = nanos.stream().sorted().toList();
        nanos.clear();
        return sorted.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(sorted.get((int) ((sorted.size() - 1) * 0.99)));
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        http.close();
    }
}
