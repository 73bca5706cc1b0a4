package io.skep.planner.engine.internal.commit;

import io.skep.model.Change;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.Writer;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Stride;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A draft on its way, in order, of which a stride is under way at once. */
final class Convoy {

    private static final Logger log = LoggerFactory.getLogger(Convoy.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Store store;
    private final Loop loop;
    private final Time time;
    private final Chunks chunks;
    private final Stride stride;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    // changes
    private int underWay;
    private @Nullable Throwable failure;
    // set by the planner's loop when it ends, read where the store writes the draft
    private final AtomicBoolean abandoned = new AtomicBoolean();

    Convoy(Store store, Loop loop, Time time, Chunks chunks, Stride stride) {
        this.store = store;
        this.loop = loop;
        this.time = time;
        this.chunks = chunks;
        this.stride = stride;
    }

    CompletionStage<Void> go() {
        advance();
        return done;
    }

    private void advance() {
        int step = chunks.step(stride.changes());
        while (failure == null && underWay + step <= stride.changes() && chunks.hasNext()) {
            var chunk = chunks.next(step);
            underWay += chunk.size();
            send(chunk);
        }
        if (underWay == 0) {
            end();
        }
    }

    private void end() {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /**
     * Nothing is written any more, not even what the store keeps for the time when somebody leads
     * again: who leads then plans anew, and must not meet what was decided before.
     */
    void abandon() {
        abandoned.set(true);
    }

    private void send(List<Change> chunk) {
        long sent = time.nanos();
        loop.on(store.update(Writer.PLANNER, draft -> written(draft, chunk)))
                .whenComplete((committed, refused) -> settled(chunk, sent, refused));
    }

    private void settled(List<Change> chunk, long sent, @Nullable Throwable refused) {
        if (refused == null) {
            stride.took(chunk.size(), Duration.ofNanos(time.nanos() - sent));
        }
        if (isFor(StoreException.Reason.TIMED_OUT, refused)) {
            // it may still be committed, so no other plan may be made before it is; again is safe
            loop.schedule(PAUSE, () -> send(chunk));
            return;
        }
        underWay -= chunk.size();
        if (failure == null && !hopeless(chunk, refused)) {
            failure = cause(refused);
        }
        advance();
    }

    /** One part that is too large alone is left out: it must not keep back all the others. */
    private static boolean hopeless(List<Change> chunk, @Nullable Throwable refused) {
        if (chunk.size() > 1 || !isFor(StoreException.Reason.TOO_LARGE, refused)) {
            return false;
        }
        log.error("{}: too large for the store, left out", chunk.get(0).id(), refused);
        return true;
    }

    private static boolean isFor(StoreException.Reason reason, @Nullable Throwable refused) {
        return cause(refused) instanceof StoreException why && why.reason() == reason;
    }

    private static @Nullable Throwable cause(@Nullable Throwable refused) {
        return refused instanceof CompletionException && refused.getCause() != null
                ? refused.getCause()
                : refused;
    }

    private int written(Draft draft, List<Change> chunk) {
        if (abandoned.get()) {
            throw new CancellationException("this planner has ended");
        }
        for (var change : chunk) {
            write(draft, change);
        }
        return chunk.size();
    }

    private static void write(Draft draft, Change change) {
        if (!(change instanceof Change.Put put)) {
            draft.remove(change.kind(), new TaskId(change.id()));
        } else if (put.value() instanceof TaskPlan plan) {
            draft.put(Part.TASK_PLAN, new TaskId(put.id()), plan);
        } else if (put.value() instanceof NetworkPlan plan) {
            draft.put(Part.NETWORK_PLAN, new NetworkId(put.id()), plan);
        } else if (put.value() instanceof NetworkSeats seats) {
            draft.put(Part.NETWORK_SEATS, new NetworkId(put.id()), seats);
        } else {
            draft.put(Part.SERVICE_PLAN, new ServiceId(put.id()), (ServicePlan) put.value());
        }
    }
}
