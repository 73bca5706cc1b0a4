package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time grows with the size, not with its square. */
class BulkTest {

    @Test
    void makesTasksInLinearTime() {
        warmUp();
        var some = grow(10_000);
        var many = grow(60_000);

        assertTrue(many.toMillis() < 24 * Math.max(50, some.toMillis()), many + " against " + some);
    }

    @Test
    void makesATaskOnEachOfManyNodes() {
        var bench = new Bench(new OrchestrateStage(), new ReapStage());
        for (int i = 0; i < 5_000; i++) {
            bench.agents().join("n" + i);
        }

        var web = bench.users().create(Specs.global());
        bench.settle();

        assertEquals(5_000, bench.live(web).size());
    }

    private static void warmUp() {
        grow(10_000);
    }

    private static Duration grow(int replicas) {
        var bench = new Bench(new OrchestrateStage(), new ReapStage());
        long begin = System.nanoTime();
        var web = bench.users().create(Specs.replicated(replicas));
        bench.settle();
        assertEquals(replicas, bench.live(web).size());
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
