package io.skep.runtime.engine.internal;

import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers of our cluster that no assignment knows. They are reported, and removed when nobody
 * has claimed them for a while.
 */
final class Orphans {

    /** How long a container may be unknown; a manager has told all there is before. */
    static final Duration GRACE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Orphans.class);

    private final Time time;
    private final Map<String, Long> firstSeen = new TreeMap<>();

    Orphans(Time time) {
        this.time = time;
    }

    /** Looks at everything a runtime has; what has been unknown for long goes. */
    void sweep(ContainerRuntime runtime, List<Handle> all, Predicate<Handle> isKnown) {
        var unknown = new ArrayList<String>();
        for (var handle : all) {
            if (!isKnown.test(handle)) {
                unknown.add(key(handle));
                judge(runtime, handle);
            }
        }
        all.stream().map(Orphans::key).filter(key -> !unknown.contains(key)).forEach(this::claimed);
    }

    /** Removes everything a runtime has, at once; completes when that was tried. */
    CompletableFuture<Void> removeAll(ContainerRuntime runtime) {
        return runtime.list()
                .thenCompose(all -> CompletableFuture.allOf(removals(runtime, all)))
                .handle((done, failure) -> done)
                .toCompletableFuture();
    }

    private static CompletableFuture<?>[] removals(ContainerRuntime runtime, List<Handle> all) {
        return all.stream()
                .map(handle -> removal(runtime, handle))
                .toArray(CompletableFuture<?>[]::new);
    }

    private static CompletableFuture<Void> removal(ContainerRuntime runtime, Handle handle) {
        log.info("container {}: removed; no task is left on this node", handle.token());
        return runtime.remove(handle)
                .whenComplete((done, failure) -> told(handle, failure))
                .toCompletableFuture();
    }

    private void judge(ContainerRuntime runtime, Handle handle) {
        var now = time.nanos();
        var since = firstSeen.putIfAbsent(key(handle), now);
        if (since == null) {
            log.info("container {}: no assignment knows task {}", handle.token(), handle.task());
        } else if (now - since >= GRACE.toNanos()) {
            log.warn("container {}: removed; task {} is unknown", handle.token(), handle.task());
            claimed(key(handle));
            runtime.remove(handle).whenComplete((done, failure) -> told(handle, failure));
        }
    }

    private void claimed(String key) {
        firstSeen.remove(key);
    }

    private static void told(Handle handle, Throwable failure) {
        if (failure != null) {
            log.warn("container {}: cannot be removed", handle.token(), failure);
        }
    }

    private static String key(Handle handle) {
        return handle.runtime() + "/" + handle.token();
    }
}
