package io.skep.planner.engine.internal;

import static io.skep.planner.engine.internal.Samples.fresh;
import static io.skep.planner.engine.internal.Samples.planned;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.Change;
import io.skep.planner.engine.internal.commit.Proposals;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProposalsTest {

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private final SlowStore store = new SlowStore(seams);
    private final Loop loop = seams.loop("planner");
    private final Proposals proposals = new Proposals(store, loop, seams.time());

    @Test
    void stepsBecomeSmallInAStoreThatIsSlow() {
        store.latency = Duration.ofMillis(200);

        commit(1_000);

        assertEquals(1, store.mostUnderWay);
        assertEquals(20, store.commits.get(10).changes().size());
    }

    @Test
    void stepsBecomeLargeAgainInOneThatIsQuickAgain() {
        store.latency = Duration.ofMillis(200);
        commit(100);
        store.latency = SlowStore.LATENCY;

        commit(10_000);

        assertEquals(4, store.mostUnderWay);
    }

    private void commit(int tasks) {
        int before = store.view().tasks().size();
        List<Change> draft =
                IntStream.range(before, before + tasks)
                        .mapToObj(i -> planned("t" + i, fresh("s")))
                        .toList();
        loop.execute(() -> proposals.commit(draft));
        kernel.runFor(Duration.ofSeconds(30));
        assertEquals(List.of(), seams.failures());
        assertEquals(before + tasks, store.view().tasks().size());
    }
}
