package io.skep.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.Rejection;
import io.skep.model.TaskPlan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanWeightTest {

    private static final String LONG = "\u00fc".repeat(3_000);

    private final PlanWeight weight = new PlanWeight();

    @Test
    void isNeverLessThanWhatIsWritten() {
        var rejection =
                new Rejection(new NodeId("n".repeat(25)), "constraint", "it has no such label");
        holds(Plans.plan(Map.of(), List.of()));
        holds(Plans.plan(Map.of(LONG, LONG), List.of()));
        holds(Plans.plan(Map.of(), Collections.nCopies(500, rejection)));
    }

    @Test
    void isNotFarFromIt() {
        var plan = Plans.plan(Map.of("label", LONG), List.of());

        assertTrue(weight.of(plan) < 2 * Codec.bytes(plan).length + 1_024);
    }

    private void holds(TaskPlan plan) {
        int written = Codec.bytes(plan).length;

        assertTrue(weight.of(plan) >= written, () -> weight.of(plan) + " for " + written);
    }
}
