package io.skep.planner.engine.internal.commit;

import io.skep.codec.Codec;
import io.skep.model.Change;
import io.skep.model.TaskPlan;
import io.skep.model.spec.TaskSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a draft into transactions the store takes: 200 changes, three quarters of its bytes. A part
 * is one change, so no task and no service plan is ever split. Source: swarm-behaviour RA-4.
 */
final class Chunks {

    static final int MAX_CHANGES = 200;
    static final int MAX_BYTES = 3 * (3 << 19) / 4;

    private static final int BESIDE_SPEC = 1_024;
    private static final int REJECTION = 128;

    // tasks of a service share their spec: each is measured once
    private final Map<TaskSpec, Integer> specs = new IdentityHashMap<>();
    private final List<List<Change>> chunks = new ArrayList<>();
    private List<Change> chunk = new ArrayList<>();
    private int bytes;

    private Chunks() {}

    /** The chunks, in the draft's order. */
    static List<List<Change>> of(List<Change> draft, int maxChanges) {
        var cut = new Chunks();
        draft.forEach(change -> cut.add(change, maxChanges));
        cut.end();
        return cut.chunks;
    }

    private void add(Change change, int maxChanges) {
        int weight = weight(change);
        if (chunk.size() >= maxChanges || bytes + weight > MAX_BYTES) {
            end();
        }
        chunk.add(change);
        bytes += weight;
    }

    private void end() {
        if (!chunk.isEmpty()) {
            chunks.add(List.copyOf(chunk));
        }
        chunk = new ArrayList<>();
        bytes = 0;
    }

    private int weight(Change change) {
        if (!(change instanceof Change.Put put)) {
            return BESIDE_SPEC;
        }
        return put.value() instanceof TaskPlan plan
                ? specs.computeIfAbsent(plan.spec(), Chunks::size) + beside(plan)
                : size(put.value());
    }

    private static int beside(TaskPlan plan) {
        int labels = 0;
        for (var label : plan.serviceLabels().entrySet()) {
            labels += 3 * (label.getKey().length() + label.getValue().length());
        }
        return BESIDE_SPEC + labels + plan.explain().size() * REJECTION;
    }

    private static int size(Record value) {
        return Codec.bytes(value).length;
    }
}
