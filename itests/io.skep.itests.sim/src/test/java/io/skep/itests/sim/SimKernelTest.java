package io.skep.itests.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimKernelTest {

    @Test
    void equalSeedsGiveEqualRuns() {
        assertEquals(interleaving(7), interleaving(7));
    }

    @Test
    void otherSeedsInterleaveLoopsDifferently() {
        var runs = IntStream.range(0, 20).mapToObj(SimKernelTest::interleaving).distinct();

        assertTrue(runs.count() > 1);
    }

    @Test
    void stepsOfOneLoopKeepTheirOrder() {
        for (var seed = 0; seed < 50; seed++) {
            var order = interleaving(seed);

            assertEquals(
                    List.of("a1", "a2", "a3"),
                    order.stream().filter(s -> s.startsWith("a")).toList());
        }
    }

    @Test
    void delayedStepsRunWhenTheirTimeHasCome() {
        var kernel = new SimKernel(1);
        var ran = new ArrayList<Duration>();
        kernel.node("n").loop("l").schedule(Duration.ofSeconds(3), () -> ran.add(kernel.elapsed()));

        kernel.runFor(Duration.ofMillis(2999));
        assertEquals(List.of(), ran);
        kernel.runFor(Duration.ofMillis(1));

        assertEquals(List.of(Duration.ofSeconds(3)), ran);
    }

    @Test
    void calledOffStepsDoNotRun() {
        var kernel = new SimKernel(1);
        var ran = new ArrayList<String>();
        var later = kernel.node("n").loop("l").schedule(Duration.ZERO, () -> ran.add("ran"));

        later.cancel();
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(List.of(), ran);
    }

    @Test
    void workEndsAfterItsTimeAndNotInACrashedNode() {
        var kernel = new SimKernel(1);
        var node = kernel.node("n");
        node.workers().takes(Duration.ofSeconds(1), Duration.ofSeconds(2));
        var done = node.workers().run("work", () -> 42).toCompletableFuture();
        kernel.runFor(Duration.ofSeconds(2));
        var lost = node.workers().run("work", () -> 43).toCompletableFuture();

        node.crash();
        kernel.runFor(Duration.ofSeconds(5));

        assertEquals(42, done.join());
        assertFalse(lost.isDone());
    }

    @Test
    void theDiskKeepsWhatItSyncedAndMayLoseTheRest() {
        var kernel = new SimKernel(3);
        var lost = 0;
        for (var i = 0; i < 20; i++) {
            var node = kernel.node("n" + i);
            node.disk("d").replace("kept", new byte[] {1});
            node.disk("d").lies(true);
            node.disk("d").replace("doubtful", new byte[] {2});
            node.crash();
            assertTrue(node.disk("d").read("kept").isPresent());
            lost += node.disk("d").read("doubtful").equals(Optional.empty()) ? 1 : 0;
        }

        assertNotEquals(0, lost);
        assertNotEquals(20, lost);
    }

    @Test
    void saysWithWhichSeedSomethingNeverHeld() {
        var failure =
                assertThrows(
                        AssertionError.class,
                        () -> new SimKernel(99).runUntil(() -> false, Duration.ofHours(1)));

        assertTrue(failure.getMessage().contains("seed 99"));
    }

    @Test
    void nodesDoNotShareTheirChanceAndRememberTheirFailures() {
        var kernel = new SimKernel(5);
        var node = kernel.node("a");
        assertNotEquals(node.entropy().id(), kernel.node("b").entropy().id());

        node.loop("l")
                .execute(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        });
        kernel.settle();

        assertEquals(1, node.failures().size());
    }

    private static List<String> interleaving(long seed) {
        var kernel = new SimKernel(seed);
        var order = new ArrayList<String>();
        var a = kernel.node("a").loop("l");
        var b = kernel.node("b").loop("l");
        for (var i = 1; i <= 3; i++) {
            var step = i;
            a.execute(() -> order.add("a" + step));
            b.execute(() -> order.add("b" + step));
        }
        kernel.settle();
        return order;
    }
}
