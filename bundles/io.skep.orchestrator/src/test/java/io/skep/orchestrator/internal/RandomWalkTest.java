package io.skep.orchestrator.internal;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.PaperAllocator;
import io.skep.itests.planning.PaperScheduler;
import io.skep.itests.planning.RandomWalk;
import org.junit.jupiter.api.Test;

class RandomWalkTest {

    private static final int SEEDS = Integer.getInteger("skep.seeds", 200);

    @Test
    void comesToRestAsWantedWhateverHappened() {
        var one = Long.getLong("skep.seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? SEEDS : one + 1); seed++) {
            try {
                new RandomWalk(bench(), seed, false).walk();
            } catch (AssertionError failure) {
                throw new AssertionError("-Dskep.seed=" + seed, failure);
            }
        }
    }

    private static Bench bench() {
        return new Bench(
                new OrchestrateStage(),
                new PaperAllocator(),
                new PaperScheduler(),
                new ReapStage());
    }
}
