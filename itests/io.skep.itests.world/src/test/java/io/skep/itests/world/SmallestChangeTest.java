package io.skep.itests.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Remedy;
import io.skep.itests.world.Misfit.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Fifty situations in which a task fits nowhere, of a fixed seed: what is said to help helps, all
 * of it is needed, and every rule of the scheduler is among them.
 */
class SmallestChangeTest {

    private static final int SITUATIONS = 50;
    private static final long SEED = 20_261_126;

    private record Situation(long seed, List<Trouble> troubles) {
        Misfit begin() {
            return new Misfit(seed, troubles);
        }
    }

    private static final List<Situation> ALL = situations();

    @Test
    void theSmallestChangeLetsTheTaskRun() {
        int helped = 0;
        for (var situation : ALL) {
            var smallest = situation.begin().remedies().get(0);
            tried(situation, changes(smallest, Remedy.Step::change));
            helped++;
        }

        assertEquals(SITUATIONS, helped);
    }

    @Test
    void whatWouldDoAsWellDoesAsWell() {
        for (var situation : ALL) {
            for (var remedy : situation.begin().remedies()) {
                tried(situation, changes(remedy, SmallestChangeTest::other));
            }
        }
    }

    @Test
    void everyNodesChangesHelp() {
        for (var situation : ALL) {
            for (var remedy : situation.begin().remedies()) {
                tried(situation, changes(remedy, Remedy.Step::change));
            }
        }
    }

    @Test
    void noStepOfTheSmallestChangeCanBeLeftOut() {
        for (var situation : ALL) {
            var all = changes(situation.begin().remedies().get(0), Remedy.Step::change);
            for (int at = 0; at < all.size(); at++) {
                var fewer = new ArrayList<>(all);
                fewer.remove(at);
                var misfit = situation.begin();
                misfit.apply(fewer);
                assertFalse(misfit.runs(), situation + " runs after " + fewer + " of " + all);
            }
        }
    }

    @Test
    void everyRuleRefusesSomewhere() {
        var rules = new TreeSet<String>();
        for (var situation : ALL) {
            for (var remedy : situation.begin().remedies()) {
                remedy.steps().forEach(step -> rules.add(step.rule()));
            }
        }

        assertEquals(
                new TreeSet<>(
                        List.of(
                                "Constraint",
                                "HostPort",
                                "MaxReplicas",
                                "Platform",
                                "Plugin",
                                "Ready",
                                "Resource")),
                rules);
    }

    private static void tried(Situation situation, List<String> changes) {
        var misfit = situation.begin();
        misfit.apply(changes);
        assertTrue(misfit.runs(), situation + " does not run after " + changes);
    }

    private static List<String> changes(Remedy remedy, Function<Remedy.Step, String> way) {
        return remedy.steps().stream().map(way).toList();
    }

    private static String other(Remedy.Step step) {
        return step.otherwise().isEmpty() ? step.change() : step.otherwise();
    }

    private static List<Situation> situations() {
        var chance = new Random(SEED);
        var kinds = Trouble.values();
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(
                        i -> {
                            var first = kinds[i % kinds.length];
                            var second = kinds[chance.nextInt(kinds.length)];
                            var troubles =
                                    chance.nextBoolean() ? List.of(first) : List.of(first, second);
                            return new Situation(chance.nextLong(), troubles);
                        })
                .filter(situation -> situation.begin().waiting().isPresent())
                .limit(SITUATIONS)
                .toList();
    }
}
