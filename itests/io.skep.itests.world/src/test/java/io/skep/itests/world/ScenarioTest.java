package io.skep.itests.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users and faults at random, on many seeds; {@code -Dskep.seed=42} replays one, {@code
 * -Dskep.seeds=1000} runs that many.
 */
class ScenarioTest {

    private static final Duration WAR = Duration.ofSeconds(60);

    @TempDir Path directory;

    @TestFactory
    java.util.stream.Stream<DynamicTest> staysTrueWhateverGoesWrong() {
        return seeds().mapToObj(
                        seed -> DynamicTest.dynamicTest("seed " + seed, () -> scenario(seed)));
    }

    @Test
    void equalSeedsGiveEqualHistories() {
        assertEquals(history(4711), history(4711));
    }

    private static LongStream seeds() {
        var one = Long.getLong("skep.seed");
        return one == null
                ? LongStream.range(0, Long.getLong("skep.seeds", 500))
                : LongStream.of(one);
    }

    private List<String> history(long seed) {
        return scenario(seed).log();
    }

    private World scenario(long seed) {
        var world = new World(seed, directory.resolve("seed" + seed), 2);
        try {
            world.begin();
            var users = new Users(world);
            var faults = new Faults(world);
            users.begin();
            faults.begin();
            world.kernel.runFor(WAR);
            faults.end();
            users.end();
            new Peace(world, users).make();
            world.members()
                    .forEach(
                            member ->
                                    world.blame.unless(
                                            member.failures().isEmpty(),
                                            () -> member.name + ": " + member.failures()));
            world.blame.raise();
        } catch (AssertionError | RuntimeException failure) {
            var log = Long.getLong("skep.seed") == null ? "" : String.join("\n", world.log());
            throw new AssertionError("replay with -Dskep.seed=" + seed + "\n" + log, failure);
        }
        return world;
    }
}
