package io.skep.runtime.docker.internal.watch;

import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the containers the host cares for, and tells it what becomes of them. Lives on the loop.
 *
 * <p>An event only says where to look: what counts is what an inspection shows. So a lost event
 * does no harm, as long as everything is looked at again after a gap. Source: RUN-5.
 */
public final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Engine engine;
    private final Calls calls;
    private final RuntimeSink sink;
    private final SortedMap<String, Known> known = new TreeMap<>();

    public Watch(Engine engine, Calls calls, RuntimeSink sink) {
        this.engine = engine;
        this.calls = calls;
        this.sink = sink;
    }

    /** From now on its end is reported. */
    public void know(Handle handle) {
        known.computeIfAbsent(handle.token(), token -> new Known(handle));
    }

    /** From now on changes against this are reported. */
    public void know(Handle handle, Observed observed) {
        know(handle);
        known.get(handle.token()).told(observed);
    }

    /** Its end is wanted now, and no news. */
    public void removing(Handle handle) {
        Optional.ofNullable(known.get(handle.token())).ifPresent(Known::removing);
    }

    public void forget(Handle handle) {
        known.remove(handle.token());
    }

    /** Completes when it has ended. */
    public CompletableFuture<Observed> end(Handle handle) {
        know(handle);
        return known.get(handle.token()).end;
    }

    /** Looks at a container again. */
    public CompletionStage<Void> look(String id) {
        var at = known.get(id);
        if (at == null || at.ended()) {
            return CompletableFuture.completedFuture(null);
        }
        return calls.run("inspect", () -> inspect(id))
                .handle(
                        (seen, failure) -> {
                            if (failure == null) {
                                saw(id, seen);
                            } else {
                                log.debug("container {}: cannot be inspected", id, failure);
                            }
                            return null;
                        });
    }

    /** Looks at all of them again. */
    public void lookAtAll() {
        List.copyOf(known.keySet()).forEach(this::look);
    }

    /** Nothing is watched any more, and nothing said. */
    public void stop() {
        known.clear();
    }

    private Observed inspect(String id) {
        var answer = engine.call(Call.get("/containers/" + id + "/json"));
        return answer.missing() ? Sight.destroyed(id) : Sight.of(answer.orFail());
    }

    private void saw(String id, Observed seen) {
        var at = known.get(id);
        if (at != null && at.isNews(seen)) {
            sink.changed(at.handle, seen);
        }
    }
}
