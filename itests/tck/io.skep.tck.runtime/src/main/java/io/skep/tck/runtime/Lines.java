package io.skep.tck.runtime;

import io.skep.model.LogLine;
import io.skep.model.LogSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A log sink that remembers its lines. */
public final class Lines implements LogSink {

    private static final long PATIENCE_SECONDS = 30;

    private final List<LogLine> all = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<LogLine> arriving = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicInteger ends = new AtomicInteger();

    @Override
    public void line(LogLine line) {
        all.add(line);
        arriving.add(line);
    }

    @Override
    public void end(String error) {
        ends.incrementAndGet();
        end.complete(error);
    }

    /** Waits for the end; what was said of it. */
    public String awaitEnd() throws Exception {
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for a line that was not asked for yet. */
    public LogLine next() throws InterruptedException {
        var line = arriving.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no further line came in time; so far: " + all);
        }
        return line;
    }

    /** How often the end was told. */
    public int ends() {
        return ends.get();
    }

    /** The lines' texts so far. */
    public List<String> texts() {
        return all.stream().map(LogLine::text).toList();
    }

    /** The lines so far. */
    public List<LogLine> lines() {
        return List.copyOf(all);
    }
}
