package io.skep.telemetry.internal.event;

import io.skep.control.ClusterEvent;
import io.skep.control.EventSink;
import io.skep.model.Kind;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last events, and those who want to hear of the next. Everything happens on its loop.
 *
 * <p>Times never decrease, even when the next leader's clock is behind: who asks again from the
 * last event it has seen misses nothing.
 */
public final class EventBook {

    /** More than a door sends ahead to a client that it then takes for too slow. */
    private static final int KEPT = 4_096;

    private final NavigableMap<Long, ClusterEvent> last = new TreeMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private final Loop loop;
    private long next;

    /** Nothing has happened yet. */
    public EventBook(Loop loop) {
        this.loop = loop;
    }

    /** Writes down what happens to the cluster the node is in now. */
    public Watcher scribe() {
        return new Scribe();
    }

    /** Sees the commits of one cluster, from now on. */
    private final class Scribe implements Watcher {

        private Optional<View> seen = Optional.empty();

        @Override
        public Set<Kind> kinds() {
            return Events.TOLD;
        }

        @Override
        public void commit(Commit commit) {
            seen = Optional.of(commit.after());
            write(Events.of(commit));
        }

        @Override
        public void lagged(View now) {
            seen.filter(before -> before.index() < now.index())
                    .ifPresent(before -> write(Events.between(before, now)));
            seen = Optional.of(now);
        }
    }

    private void write(List<ClusterEvent> events) {
        for (var event : events) {
            last.put(next++, notBefore(event));
            if (last.size() > KEPT) {
                last.pollFirstEntry();
            }
        }
        followers.forEach(Follower::wake);
    }

    private ClusterEvent notBefore(ClusterEvent event) {
        var newest = last.lastEntry();
        if (newest == null || !event.at().isBefore(newest.getValue().at())) {
            return event;
        }
        return new ClusterEvent(
                newest.getValue().at(),
                event.type(),
                event.action(),
                event.id(),
                event.attributes());
    }

    /** The kept events from {@code since} on, and those to come. Safe for use by any thread. */
    public Cancellable follow(Instant since, EventSink sink) {
        var follower = new Follower(last, sink, loop);
        loop.execute(() -> enter(follower, since));
        return () -> {
            follower.leave();
            loop.execute(() -> followers.remove(follower));
        };
    }

    private void enter(Follower follower, Instant since) {
        if (follower.listens()) {
            followers.add(follower);
            follower.begin(
                    last.entrySet().stream()
                            .filter(entry -> !entry.getValue().at().isBefore(since))
                            .findFirst()
                            .map(Map.Entry::getKey)
                            .orElse(next));
        }
    }
}
