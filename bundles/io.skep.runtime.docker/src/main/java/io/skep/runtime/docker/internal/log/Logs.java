package io.skep.runtime.docker.internal.log;

import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.docker.internal.engine.Stream;
import io.skep.runtime.spi.Handle;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The logs that are being read. Lives on the loop. */
public final class Logs {

    private final Loop loop;
    private final Seams seams;
    private final Engine engine;
    private final Calls calls;
    private final List<Reading> open = new ArrayList<>();

    public Logs(Loop loop, Seams seams, Engine engine, Calls calls) {
        this.loop = loop;
        this.seams = seams;
        this.engine = engine;
        this.calls = calls;
    }

    /** May be cancelled by any thread. */
    public Cancellable read(Handle handle, LogRequest request, LogSink sink) {
        var reading = new Reading(sink);
        open.add(reading);
        calls.run("log", () -> hasTerminal(handle))
                .whenComplete(
                        (terminal, failure) -> {
                            if (failure == null) {
                                reading.begin(terminal, LogStream.request(handle.token(), request));
                            } else {
                                reading.fail(failure);
                            }
                        });
        return () -> loop.execute(reading::cancel);
    }

    private boolean hasTerminal(Handle handle) {
        var answer = engine.call(Call.get("/containers/" + handle.token() + "/json"));
        return answer.orFail().path("Config").path("Tty").asBoolean();
    }

    /**
     * Ends all of them.
     *
     * @return what is to be closed, which blocks
     */
    public List<Stream> stop() {
        return List.copyOf(open).stream().flatMap(reading -> reading.end().stream()).toList();
    }

    /** One log and where it goes. */
    private final class Reading {

        private static final String CANCELLED = "cancelled";

        private final LogSink sink;
        private Optional<Stream> stream = Optional.empty();
        private Optional<LogStream> text = Optional.empty();
        private boolean done;

        private Reading(LogSink sink) {
            this.sink = sink;
        }

        private void begin(boolean terminal, Call call) {
            if (done) {
                return;
            }
            var lines = new LogStream(terminal, sink, () -> loop.execute(() -> open.remove(this)));
            var next = new Stream(seams, "docker-log", engine, lines);
            text = Optional.of(lines);
            stream = Optional.of(next);
            next.open(call);
        }

        private void fail(Throwable failure) {
            if (!done) {
                done = true;
                open.remove(this);
                sink.end(Calls.failure(failure).getMessage());
            }
        }

        private void cancel() {
            end().ifPresent(closing -> calls.run("log-end", () -> close(closing)));
        }

        private boolean close(Stream closing) throws InterruptedException {
            closing.close();
            return true;
        }

        private Optional<Stream> end() {
            if (done) {
                return Optional.empty();
            }
            done = true;
            open.remove(this);
            text.ifPresentOrElse(lines -> lines.ended(CANCELLED), () -> sink.end(CANCELLED));
            return stream;
        }
    }
}
