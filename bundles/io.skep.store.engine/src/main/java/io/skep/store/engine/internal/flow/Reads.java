package io.skep.store.engine.internal.flow;

import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.StoreException;
import io.skep.store.engine.internal.machine.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Linearizable reads: each waits for a barrier that was asked for after it came, and until the
 * barrier's index is applied. Reads that come while a barrier is under way share the next one. Used
 * on the store's loop.
 */
public final class Reads {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Waiting(long index, List<CompletableFuture<View>> readers, Cancellable alarm) {}

    private final Loop loop;
    private final Link link;
    private final Machine machine;
    private final List<CompletableFuture<View>> coming = new ArrayList<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>((one, other) -> Long.compare(one.index(), other.index()));
    private boolean asking;

    /** No reads yet. */
    public Reads(Loop loop, Link link, Machine machine) {
        this.loop = loop;
        this.link = link;
        this.machine = machine;
    }

    /** A read is asked for. */
    public void submit(CompletableFuture<View> reader) {
        coming.add(reader);
        ask();
    }

    private void ask() {
        if (asking || coming.isEmpty()) {
            return;
        }
        asking = true;
        var readers = List.copyOf(coming);
        coming.clear();
        limited(link.readBarrier(PATIENCE))
                .whenComplete(
                        (index, failure) -> {
                            asking = false;
                            if (failure == null) {
                                await(index, readers);
                            } else {
                                fail(readers, Failures.ofStore(failure));
                            }
                            ask();
                        });
    }

    /** A plug that goes may leave a barrier without an answer. */
    private CompletionStage<Long> limited(CompletionStage<Long> barrier) {
        var result = new CompletableFuture<Long>();
        var alarm = loop.schedule(PATIENCE, () -> result.completeExceptionally(late()));
        loop.on(barrier)
                .whenComplete(
                        (index, failure) -> {
                            alarm.cancel();
                            if (failure == null) {
                                result.complete(index);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        });
        return result;
    }

    private void await(long index, List<CompletableFuture<View>> readers) {
        var alarm = loop.schedule(PATIENCE, () -> fail(readers, late()));
        waiting.add(new Waiting(index, readers, alarm));
        settle();
    }

    /** Something was applied: answers those who waited for it. */
    public void settle() {
        for (var first = waiting.peek();
                first != null && first.index() <= machine.applied();
                first = waiting.peek()) {
            var due = waiting.remove();
            due.alarm().cancel();
            due.readers().forEach(reader -> reader.complete(machine.state()));
        }
    }

    /** Fails all that wait. */
    public void drop(String why) {
        var closed = new StoreException(StoreException.Reason.CLOSED, why);
        fail(coming, closed);
        coming.clear();
        waiting.forEach(
                late -> {
                    late.alarm().cancel();
                    fail(late.readers(), closed);
                });
        waiting.clear();
    }

    private static StoreException late() {
        return new StoreException(StoreException.Reason.TIMED_OUT, "no read barrier in time");
    }

    private static void fail(List<CompletableFuture<View>> readers, StoreException failure) {
        readers.forEach(reader -> reader.completeExceptionally(failure));
    }
}
