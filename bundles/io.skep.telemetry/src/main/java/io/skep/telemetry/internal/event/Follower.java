package io.skep.telemetry.internal.event;

import io.skep.control.ClusterEvent;
import io.skep.control.EventSink;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody who reads the book. What has gathered is given a few pages at a time, so that a client
 * has the time to take it.
 */
final class Follower {

    private static final int AT_ONCE = 64;
    private static final Duration PACE = Duration.ofMillis(10);

    private final NavigableMap<Long, ClusterEvent> book;
    private final EventSink sink;
    private final Loop loop;
    // cleared by the thread that cancels, read by the loop
    private final AtomicBoolean listens = new AtomicBoolean(true);
    private long next;
    private boolean awake;

    Follower(NavigableMap<Long, ClusterEvent> book, EventSink sink, Loop loop) {
        this.book = book;
        this.sink = sink;
        this.loop = loop;
    }

    boolean listens() {
        return listens.get();
    }

    /** Hears nothing more. */
    void leave() {
        listens.set(false);
    }

    /** Reads from this page on. */
    void begin(long page) {
        next = page;
        wake();
    }

    /** There may be something to read. */
    void wake() {
        if (!awake && behind()) {
            awake = true;
            loop.execute(this::read);
        }
    }

    // a step of its own, so that a sink that throws harms nobody else
    private void read() {
        try {
            for (int left = AT_ONCE; left > 0 && behind(); left--) {
                var page = book.ceilingEntry(next);
                next = page.getKey() + 1;
                sink.event(page.getValue());
            }
        } finally {
            awake = behind();
            if (awake) {
                loop.schedule(PACE, this::read);
            }
        }
    }

    private boolean behind() {
        return listens.get() && book.ceilingEntry(next) != null;
    }
}
