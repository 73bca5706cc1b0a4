package io.skep.scheduler.spread.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.spec.Resources;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import io.skep.tck.scheduler.SchedulerContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kit, and what is this strategy's own: SC-6. */
class SpreadStrategyTest extends SchedulerContract {

    @Override
    protected SchedulingStrategy strategy() {
        return new SpreadStrategy();
    }

    @Test
    void levelsTasksOfTheService() {
        assertEquals(
                List.of("a", "a", "b", "a", "b"),
                placed(5, candidate("a", 0, 9, 0, 9), candidate("b", 2, 2, 0, 9)));
    }

    @Test
    void breaksTiesByAllTasksAndThenById() {
        assertEquals(
                List.of("b", "c", "a"),
                placed(
                        3,
                        candidate("a", 0, 5, 0, 9),
                        candidate("b", 0, 4, 0, 9),
                        candidate("c", 0, 4, 0, 9)));
    }

    @Test
    void goesOnElsewhereWhenANodeIsFull() {
        assertEquals(
                List.of("a", "b", "b"),
                placed(4, candidate("a", 0, 0, 0, 1), candidate("b", 0, 1, 0, 2)));
    }

    @Test
    void takesNodesWithFiveFailuresLast() {
        assertEquals(
                List.of("c", "a", "b"),
                placed(
                        3,
                        candidate("a", 0, 0, 5, 1),
                        candidate("b", 0, 0, 6, 1),
                        candidate("c", 9, 9, 4, 1)));
    }

    private List<String> placed(int tasks, Candidate... candidates) {
        var ids = IntStream.range(0, tasks).mapToObj(i -> new TaskId("t" + i)).toList();
        return strategy().place(new TaskGroup(ids, Resources.NONE), List.of(candidates)).stream()
                .map(placement -> placement.node().value())
                .toList();
    }

    private static Candidate candidate(
            String node, int ofService, int tasks, int failures, int room) {
        return new Candidate(
                new NodeId(node), ofService, tasks, failures, room, Resources.NONE, Resources.NONE);
    }
}
