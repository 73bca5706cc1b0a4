package io.skep.planner.engine.internal.commit;

import io.skep.codec.Codec;
import io.skep.codec.PlanWeight;
import io.skep.model.Change;
import io.skep.model.TaskPlan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a draft, in its order, into transactions the store takes: 200 changes, three quarters of its
 * bytes. A part is one change, so no task and no service plan is ever split. Source:
 * swarm-behaviour RA-4.
 */
final class Chunks {

    static final int MAX_CHANGES = 200;
    static final int MAX_BYTES = 3 * (3 << 19) / 4;

    private static final int REMOVAL = 1_024;

    private final PlanWeight plans = new PlanWeight();
    private final int maxChanges;
    private final Iterator<Change> draft;
    private @Nullable Change next;

    Chunks(List<Change> draft, int maxChanges) {
        this.maxChanges = maxChanges;
        this.draft = draft.iterator();
        advance();
    }

    private void advance() {
        next = draft.hasNext() ? draft.next() : null;
    }

    /** Whether there is another one. */
    boolean hasNext() {
        return next != null;
    }

    /** How many changes the next one may have of whom so many may be under way. */
    int step(int stride) {
        return Math.min(maxChanges, stride);
    }

    /** The next one, of at most so many changes and at least one. */
    List<Change> next(int most) {
        var chunk = new ArrayList<Change>();
        int bytes = 0;
        for (var change = next; change != null && chunk.size() < most; change = next) {
            bytes += weight(change);
            if (bytes > MAX_BYTES && !chunk.isEmpty()) {
                break;
            }
            chunk.add(change);
            advance();
        }
        return List.copyOf(chunk);
    }

    private int weight(Change change) {
        if (!(change instanceof Change.Put put)) {
            return REMOVAL;
        }
        return put.value() instanceof TaskPlan plan
                ? plans.of(plan)
                : Codec.bytes(put.value()).length;
    }
}
