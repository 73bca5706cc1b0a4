package io.skep.runtime.process.internal.log;

import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a box's output into a sink: on a worker, round after round while it is followed. Lines of
 * both files are put in the order of their times.
 */
public final class LogStream implements Cancellable {

    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Comparator<LogLine> BY_TIME = Comparator.comparing(LogLine::at);

    private final Loop loop;
    private final Workers workers;
    private final LogRequest request;
    private final LogSink sink;
    private final List<Output> outputs = new ArrayList<>();
    private final Box box;
    // set by whoever ends it; asked by the worker before each line
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean first = true;

    /** A stream that has not begun. */
    public LogStream(Loop loop, Workers workers, Box box, LogRequest request, LogSink sink) {
        this.loop = loop;
        this.workers = workers;
        this.request = request;
        this.sink = sink;
        this.box = box;
        if (request.stdout()) {
            outputs.add(new Output(box.directory().resolve("stdout"), 1));
        }
        if (request.stderr()) {
            outputs.add(new Output(box.directory().resolve("stderr"), 2));
        }
    }

    /** Reads the first round. */
    public void begin() {
        workers.run("logs", this::round).whenComplete((more, failure) -> next(more, failure));
    }

    @Override
    public void cancel() {
        over.set(true);
    }

    /** Whether its sink hears nothing more. */
    public boolean isOver() {
        return over.get();
    }

    /** Ends it, saying why. */
    public void end(String error) {
        if (over.compareAndSet(false, true)) {
            sink.end(error);
        }
    }

    private void next(Boolean more, Throwable failure) {
        if (failure != null) {
            end("logs of " + box.name() + ": " + failure);
        } else if (!over.get() && more) {
            loop.schedule(ROUND, this::begin);
        } else {
            end("");
        }
    }

    /** Whether there may be more. Looks at the end before the output, so that nothing is missed. */
    private Boolean round() throws IOException {
        if (!Files.exists(box.directory())) {
            throw new IOException("it was removed");
        }
        var ended = box.look(Health.NONE).phase() == Phase.EXITED;
        var lines = read(ended || !request.follow());
        lines.forEach(this::write);
        first = false;
        return request.follow() && !ended;
    }

    private List<LogLine> read(boolean last) throws IOException {
        var lines = new ArrayList<LogLine>();
        for (var output : outputs) {
            var more = output.more(last);
            while (!more.isEmpty()) {
                lines.addAll(more);
                more = output.more(last);
            }
        }
        var since = request.since() == null ? Instant.MIN : request.since();
        lines.removeIf(line -> line.at().isBefore(since));
        lines.sort(BY_TIME);
        var newest = first && request.tail() >= 0 ? request.tail() : lines.size();
        return lines.subList((int) Math.max(0, lines.size() - newest), lines.size());
    }

    private void write(LogLine line) {
        if (!over.get()) {
            sink.line(line);
        }
    }
}
