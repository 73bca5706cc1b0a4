package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import org.junit.jupiter.api.Test;

/** No turn decides without bound. */
class BulkTest {

    private final Bench bench = new Bench(new OrchestrateStage(), new ReapStage());

    @Test
    void PLN_4_makesManyTasksInBoundedSteps() {
        var web = bench.users().create(Specs.replicated(30_000));
        var before = bench.turns();

        bench.settle();

        assertEquals(30_000, bench.live(web).size());
        assertEquals(4, bench.turns() - before);
    }

    @Test
    void PLN_4_forgetsManyTasksInBoundedSteps() {
        var web = bench.users().create(Specs.replicated(30_000));
        bench.settle();
        var before = bench.turns();

        bench.users().remove(web);
        bench.settle();

        assertEquals(0, bench.tasks(web).size());
        assertEquals(4, bench.turns() - before);
    }

    @Test
    void makesATaskOnEachOfManyNodes() {
        for (int i = 0; i < 2_000; i++) {
            bench.agents().join("n" + i);
        }

        var web = bench.users().create(Specs.global());
        bench.settle();

        assertEquals(2_000, bench.live(web).size());
    }
}
