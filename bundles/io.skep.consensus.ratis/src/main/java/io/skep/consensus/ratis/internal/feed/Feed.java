package io.skep.consensus.ratis.internal.feed;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.seam.Loop;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the host has not got yet, in order: it is handed over one batch after the other, the next
 * one when the host has acknowledged the last (CON-1, CON-2). Owned by its loop.
 */
public final class Feed {

    private static final int MOST_ENTRIES = 256;
    private static final int MOST_BYTES = 1 << 20;
    // a net below a host that never asks for a snapshot
    private static final long ENTRIES_PER_SNAPSHOT = 50_000;
    private static final long BYTES_PER_SNAPSHOT = 64L << 20;

    /** Something for the host. */
    private sealed interface Item permits Committed, Restored, Reached {}

    private record Committed(Entry entry) implements Item {}

    private record Restored(long index, Path file) implements Item {}

    private record Reached(Runnable step) implements Item {}

    private final Loop loop;
    private final ConsensusSink sink;
    private final Budget budget;
    private final Consumer<Throwable> refused;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean paused;
    private Runnable idle = () -> {};
    private long entries;
    private long bytes;

    /**
     * An empty feed.
     *
     * @param budget what an entry takes from it comes back when the host has acknowledged it
     * @param refused told when the host fails; the feed stops then
     */
    Feed(Loop loop, ConsensusSink sink, Budget budget, Consumer<Throwable> refused) {
        this.loop = loop;
        this.sink = sink;
        this.budget = budget;
        this.refused = refused;
    }

    /** Adds an entry. */
    void add(Entry entry) {
        waiting.add(new Committed(entry));
        turn();
    }

    /** Adds a state; what waits before it is not needed any more. */
    void restore(long index, Path file) {
        for (var item : waiting) {
            if (item instanceof Committed stale) {
                budget.release(stale.entry().bytes().length);
            }
        }
        waiting.removeIf(Committed.class::isInstance);
        waiting.add(new Restored(index, file));
        turn();
    }

    /** Runs a step once the host has acknowledged everything before it. */
    public void reach(Runnable step) {
        waiting.add(new Reached(step));
        turn();
    }

    /** Hands over nothing more; runs a step once the last batch is acknowledged. */
    public void pause(Runnable then) {
        paused = true;
        idle = then;
        turn();
    }

    /** Goes on. */
    public void resume() {
        paused = false;
        idle = () -> {};
        turn();
    }

    /** Whether the host got so much since {@link #forget} that a snapshot is worth it. */
    boolean isLong() {
        return entries >= ENTRIES_PER_SNAPSHOT || bytes >= BYTES_PER_SNAPSHOT;
    }

    /** Begins to count anew. */
    public void forget() {
        entries = 0;
        bytes = 0;
    }

    private void turn() {
        while (!busy && !paused && waiting.peek() instanceof Reached reached) {
            waiting.remove();
            reached.step().run();
        }
        if (busy) {
            return;
        }
        if (paused) {
            idle.run();
            return;
        }
        var next = waiting.peek();
        if (next instanceof Restored restored) {
            waiting.remove();
            hand(sink.install(restored.index(), restored.file()), 0);
        } else if (next instanceof Committed) {
            batch();
        }
    }

    private void batch() {
        var batch = new ArrayList<Entry>();
        long size = 0;
        long taken = 0;
        while (batch.size() < MOST_ENTRIES
                && size < MOST_BYTES
                && waiting.peek() instanceof Committed committed) {
            waiting.remove();
            batch.add(committed.entry());
            size += committed.entry().bytes().length;
            taken += Budget.of(committed.entry().bytes().length);
        }
        entries += batch.size();
        bytes += size;
        hand(sink.committed(batch), taken);
    }

    private void hand(CompletionStage<Void> acknowledged, long taken) {
        busy = true;
        loop.on(acknowledged)
                .whenComplete(
                        (done, failure) -> {
                            busy = false;
                            budget.give(taken);
                            if (failure != null) {
                                paused = true;
                                refused.accept(failure);
                            }
                            turn();
                        });
    }
}
