package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is rejected again and again is tried ever less often. */
class RejectedTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bench bench = Benches.withNodes(2);

    @Test
    void O_13_waitsEverLongerForWhatIsRejectedAgainAndAgain() {
        var web = running(null);

        assertEquals(List.of(0, 5, 5, 10, 20, 40, 40), waits(web, TaskState.REJECTED, 7));
    }

    @Test
    void O_13_waitsAsLongAsEverForWhatRanAndFailed() {
        var web = running(null);

        assertEquals(List.of(0, 5, 5, 5, 5, 5, 5), waits(web, TaskState.FAILED, 7));
    }

    @Test
    void O_13_waitsAsLongAsSomebodyChose() {
        var web = running(Specs.restart(RestartCondition.ANY, Duration.ofSeconds(3), 0));

        assertEquals(List.of(0, 3, 3, 3, 3, 3, 3), waits(web, TaskState.REJECTED, 7));
    }

    @Test
    void O_13_beginsAnewWithAnotherSpec() {
        var web = running(null);
        waits(web, TaskState.REJECTED, 5);

        bench.users().update(web, Specs.force());

        // the first two were planned before
        assertEquals(List.of(40, 40, 5, 5, 10), waits(web, TaskState.REJECTED, 5));
    }

    /** The seconds after which each task that ends so, before its time has come, is replaced. */
    private List<Integer> waits(ServiceId service, TaskState end, int times) {
        var waits = new ArrayList<Integer>();
        for (int time = 0; time < times; time++) {
            var ended = only(service).id();
            bench.agents().report(ended, end);
            bench.settle();
            int seconds = 0;
            while (only(service).id().equals(ended)) {
                bench.pass(SECOND);
                seconds++;
            }
            waits.add(seconds);
        }
        return waits;
    }

    private ServiceId running(@Nullable RestartPolicy policy) {
        var web = bench.users().create(Specs.restart(policy).apply(Specs.replicated(1)));
        bench.run();
        return web;
    }

    private Task only(ServiceId service) {
        assertEquals(1, bench.live(service).size());
        return bench.live(service).get(0);
    }
}
