package io.skep.planner.engine.internal.commit;

import io.skep.model.Change;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Stride;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Commits drafts. Owned by the belt's loop. */
public final class Proposals {

    private static final int MOST = 4 * Chunks.MAX_CHANGES;

    private final Store store;
    private final Loop loop;
    private final Time time;
    private final Stride stride = new Stride(MOST);
    private int maxChanges = Chunks.MAX_CHANGES;
    private Optional<Convoy> underWay = Optional.empty();

    /** Through this store. */
    public Proposals(Store store, Loop loop, Time time) {
        this.store = store;
        this.loop = loop;
        this.time = time;
    }

    /**
     * Commits a draft, in order.
     *
     * @return completes on the loop when all of it is committed and visible; fails when a part of
     *     it failed and nothing is in flight any more; what came before that part is committed
     */
    public CompletionStage<Void> commit(List<Change> draft) {
        var convoy = new Convoy(store, loop, time, new Chunks(draft, maxChanges), stride);
        underWay = Optional.of(convoy);
        return convoy.go().whenComplete((done, failure) -> learn(failure));
    }

    /** What is not written yet never is. */
    public void end() {
        underWay.ifPresent(Convoy::abandon);
    }

    /** Chunks were measured, not written; when the measure was wrong they become smaller. */
    private void learn(@Nullable Throwable failure) {
        if (failure instanceof StoreException refused
                && refused.reason() == StoreException.Reason.TOO_LARGE) {
            maxChanges = Math.max(1, Math.min(maxChanges, stride.changes()) / 2);
        }
    }
}
