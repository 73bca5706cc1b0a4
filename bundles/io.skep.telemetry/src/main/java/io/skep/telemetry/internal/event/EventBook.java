package io.skep.telemetry.internal.event;

import io.skep.control.ClusterEvent;
import io.skep.control.EventSink;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The last events, and those who want to hear of the next. Everything happens on its loop. */
public final class EventBook implements Watcher {

    private static final int KEPT = 256;

    private final ArrayDeque<ClusterEvent> last = new ArrayDeque<>();
    private final List<Follower> followers = new ArrayList<>();
    private final Loop loop;

    /** Nothing has happened yet. */
    public EventBook(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void commit(Commit commit) {
        for (var event : Events.of(commit)) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(event);
            followers.forEach(follower -> deliver(follower, event));
        }
    }

    // what happened in between is lost, as for everybody who was not there
    @Override
    public void lagged(View now) {}

    /** The kept events from {@code since} on, and those to come. Safe for use by any thread. */
    public Cancellable follow(Instant since, EventSink sink) {
        var follower = new Follower(sink, new AtomicBoolean(true));
        loop.execute(() -> enter(follower, since));
        return () -> {
            follower.listens.set(false);
            loop.execute(() -> followers.remove(follower));
        };
    }

    /**
     * Somebody who follows.
     *
     * @param listens cleared by the thread that cancels, read by the loop
     */
    private record Follower(EventSink sink, AtomicBoolean listens) {}

    private void enter(Follower follower, Instant since) {
        last.stream()
                .filter(event -> !event.at().isBefore(since))
                .forEach(event -> deliver(follower, event));
        if (follower.listens.get()) {
            followers.add(follower);
        }
    }

    // a step of its own, so that a sink that throws harms nobody else
    private void deliver(Follower follower, ClusterEvent event) {
        loop.execute(
                () -> {
                    if (follower.listens.get()) {
                        follower.sink.event(event);
                    }
                });
    }
}
