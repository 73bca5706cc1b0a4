package io.skep.dispatcher.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.TaskState;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dispatcher and agents together, on seeds. {@code -Dskep.seed=42} replays one, {@code
 * -Dskep.seeds=1000} tries more.
 */
class PairTest {

    private static final long SEEDS = 40;

    static LongStream seeds() {
        var one = Long.getLong("skep.seed");
        return one == null
                ? LongStream.rangeClosed(1, Long.getLong("skep.seeds", SEEDS))
                : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreeInTheEndWhateverGoesWrong(long seed) {
        var world = new World(seed);

        world.live(150);

        world.settle();
    }

    @Test
    void followLeadershipWhereverItGoes() {
        var world = new World(1);

        for (int i = 0; i < 10; i++) {
            var task = "t" + i;
            world.store.commit(draft -> Samples.assign(draft, task, new NodeId("node1")));
            world.kernel.runFor(Duration.ofSeconds(10));
            var known = world.store.view().tasks().get(task).orElseThrow();
            assertFalse(known.state().before(TaskState.ACCEPTED), () -> known.toString());
            world.managers.move();
        }

        world.settle();
        assertEquals(11, world.managers.terms());
    }

    @Test
    void bringTasksToRunningWhenNothingGoesWrong() {
        var world = new World(1);
        world.store.commit(
                draft -> {
                    for (int i = 0; i < 30; i++) {
                        Samples.assign(draft, "t" + (100 + i), Samples.ME);
                    }
                });

        world.settle();

        var running =
                world.store.view().tasks().stream()
                        .filter(task -> !task.state().before(TaskState.RUNNING))
                        .count();
        assertTrue(running == 30, () -> running + " run");
        assertTrue(
                world.store.commits().size() < 60, () -> world.store.commits().size() + " commits");
    }
}
