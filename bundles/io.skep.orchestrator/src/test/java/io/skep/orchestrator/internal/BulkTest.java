package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import org.junit.jupiter.api.Test;

/** A turn looks at each task of a service once, so few turns mean linear time. */
class BulkTest {

    private final Bench bench = new Bench(new OrchestrateStage(), new ReapStage());

    @Test
    void PLN_4_takesFewTurnsForManyTasks() {
        var web = bench.users().create(Specs.replicated(100_000));
        var before = bench.turns();

        bench.settle();

        assertEquals(100_000, bench.live(web).size());
        assertTrue(bench.turns() - before <= 13, bench.turns() + " turns");
    }

    @Test
    void PLN_4_takesFewTurnsToForgetManyTasks() {
        var web = bench.users().create(Specs.replicated(50_000));
        bench.settle();
        var before = bench.turns();

        bench.users().remove(web);
        bench.settle();

        assertEquals(0, bench.tasks(web).size());
        assertTrue(bench.turns() - before <= 10, bench.turns() + " turns");
    }

    @Test
    void makesATaskOnEachOfManyNodes() {
        for (int i = 0; i < 5_000; i++) {
            bench.agents().join("n" + i);
        }

        var web = bench.users().create(Specs.global());
        bench.settle();

        assertEquals(5_000, bench.live(web).size());
    }
}
