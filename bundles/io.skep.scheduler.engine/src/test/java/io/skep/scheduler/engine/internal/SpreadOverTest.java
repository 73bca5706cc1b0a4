package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.spec.Availability;
import io.skep.model.spec.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spreading over the values of labels. */
class SpreadOverTest {

    private final Rig rig = Rig.spreading();
    private final World world = rig.world;

    @Test
    void PL_5_spreadsOverTheValuesOfALabel() {
        labelled("n1", "west").labelled("n2", "west").labelled("n3", "east").labelled("n4", "");
        for (int i = 0; i < 6; i++) {
            world.pending("t" + i, "s", Specs.spreadOver("node.labels.zone"));
        }

        rig.plan();

        assertEquals(List.of(1L, 1L, 2L, 2L), counts("n1", "n2", "n3", "n4"));
    }

    @Test
    void SC_8_givesAFullBranchsShareToItsSiblings() {
        labelled("n1", "west").labelled("n2", "east").labelled("n3", "north");
        world.availability("n1", Availability.DRAIN);
        world.running("r1", "s", Specs.ANY, "n2").running("r2", "s", Specs.ANY, "n2");
        for (int i = 0; i < 4; i++) {
            world.pending("t" + i, "s", Specs.spreadOver("node.labels.zone"));
        }

        rig.plan();

        assertEquals(List.of(0L, 3L, 3L), counts("n1", "n2", "n3"));
    }

    @Test
    void PL_5_nestsPreferences() {
        world.node("n1", new Resources(0, 0, List.of()), Map.of("zone", "a", "rack", "1"));
        world.node("n2", new Resources(0, 0, List.of()), Map.of("zone", "a", "rack", "2"));
        world.node("n3", new Resources(0, 0, List.of()), Map.of("zone", "b", "rack", "3"));
        for (int i = 0; i < 8; i++) {
            world.pending(
                    "t" + i, "s", Specs.spreadOver("node.labels.zone", "Node.Labels.rack", "odd"));
        }

        rig.plan();

        assertEquals(List.of(2L, 2L, 4L), counts("n1", "n2", "n3"));
    }

    private SpreadOverTest labelled(String node, String zone) {
        world.node(
                node,
                new Resources(0, 0, List.of()),
                zone.isEmpty() ? Map.of() : Map.of("zone", zone));
        return this;
    }

    private List<Long> counts(String... nodes) {
        return List.of(nodes).stream().map(world::count).toList();
    }
}
