package io.skep.codec;

import io.skep.model.TaskPlan;
import io.skep.model.spec.TaskSpec;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * About how many bytes plans of tasks take, without writing them: tasks of a service share their
 * spec, so each is measured once, and what is beside it is guessed on the high side. For one batch;
 * one thread.
 */
public final class PlanWeight {

    private static final int BESIDE_SPEC = 1_024;
    private static final int REJECTION = 128;
    // of a character in UTF-8, but for those that are two in Java
    private static final int CHARACTER = 3;

    private final Map<TaskSpec, Integer> specs = new IdentityHashMap<>();

    /** Nothing measured yet. */
    public PlanWeight() {}

    /** About the bytes of a plan. */
    public int of(TaskPlan plan) {
        int labels = 0;
        for (var label : plan.serviceLabels().entrySet()) {
            labels += CHARACTER * (label.getKey().length() + label.getValue().length());
        }
        return specs.computeIfAbsent(plan.spec(), spec -> Codec.bytes(spec).length)
                + BESIDE_SPEC
                + labels
                + plan.explain().size() * REJECTION;
    }
}
