package io.skep.scheduler.binpack.internal;

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

/** The kit, and what is this strategy's own. */
class BinpackStrategyTest extends SchedulerContract {

    private static final Resources NEED = new Resources(1, 1, List.of());

    @Override
    protected SchedulingStrategy strategy() {
        return new BinpackStrategy();
    }

    @Test
    void fillsTheFullestNodeBeforeItBeginsWithTheNext() {
        assertEquals(
                List.of("b", "b", "a", "a"),
                placed(4, candidate("a", 0, 5, 8), candidate("b", 0, 2, 8)));
    }

    @Test
    void looksAtSharesAndNotAtAmounts() {
        assertEquals(List.of("b"), placed(1, candidate("a", 0, 60, 100), candidate("b", 0, 2, 8)));
    }

    @Test
    void breaksTiesByTasksAndThenById() {
        assertEquals(
                List.of("c", "c", "a"),
                placed(
                        3,
                        candidate("a", 1, 2, 8),
                        candidate("b", 1, 2, 8),
                        candidate("c", 3, 2, 8)));
    }

    @Test
    void takesNodesWithFiveFailuresLast() {
        var faulty = candidate("a", 0, 1, 8);
        var fails =
                new Candidate(faulty.node(), 0, 0, 5, faulty.room(), faulty.free(), faulty.total());

        assertEquals(List.of("b", "b"), placed(2, fails, candidate("b", 0, 5, 8)));
    }

    private List<String> placed(int tasks, Candidate... candidates) {
        var ids = IntStream.range(0, tasks).mapToObj(i -> new TaskId("t" + i)).toList();
        return strategy().place(new TaskGroup(ids, NEED), List.of(candidates)).stream()
                .map(placement -> placement.node().value())
                .toList();
    }

    /** With so many units of CPU and memory free, of so many. */
    private static Candidate candidate(String node, int tasks, int free, int total) {
        return new Candidate(
                new NodeId(node),
                0,
                tasks,
                0,
                free,
                new Resources(free, free, List.of()),
                new Resources(total, total, List.of()));
    }
}
