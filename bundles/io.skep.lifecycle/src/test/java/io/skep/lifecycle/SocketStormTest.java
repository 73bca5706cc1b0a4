package io.skep.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Lamp.Fault;
import io.skep.lifecycle.Lamp.Maker;
import io.skep.lifecycle.Lamp.Switch;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles come and go and plugs break at random; what must hold, holds. */
class SocketStormTest {

    @Test
    void epochsOnlyIncreaseWhateverHappens() {
        for (var seed = 1; seed <= 200; seed++) {
            assertEpochsIncrease(seed);
        }
    }

    private static void assertEpochsIncrease(long seed) {
        var test = new Storm();
        var chance = new SimKernel(seed);
        var here = new ArrayList<Maker>();
        for (var i = 0; i < 60; i++) {
            test.disturb(chance, here);
        }
        var closed = test.socket.close().toCompletableFuture();
        test.kernel.runFor(Duration.ofMinutes(5));

        assertTrue(closed.isDone(), "seed " + seed);
        assertEquals(List.of(), test.seams.failures());
        var epochs =
                test.diary.stream()
                        .filter(line -> line.contains("activate ") || line.contains("resume "))
                        .map(line -> Long.valueOf(line.split(" ")[2]))
                        .toList();
        assertEquals(epochs.stream().distinct().sorted().toList(), epochs, "seed " + seed);
        test.assertOneAtATime(seed);
    }

    /** A socket in bad weather. */
    private static final class Storm {

        private final SimKernel kernel = new SimKernel(1);
        private final SimSeams seams = kernel.node("n");
        private final Loop loop = seams.loop("host");
        private final List<String> diary = new ArrayList<>();
        private final Socket<Lamp, Switch> socket =
                new Socket<>("light", loop, seams.time(), new Diarist(seams, loop, diary));

        private void disturb(SimKernel chance, List<Maker> here) {
            var name = List.of("oil", "gas", "wax").get(chance.below(3));
            switch (chance.below(5)) {
                case 0 -> {
                    var faults = Fault.values();
                    var fault = chance.below(2 * faults.length);
                    var maker =
                            fault < faults.length
                                    ? Maker.of(name, diary, faults[fault])
                                    : Maker.of(name, diary);
                    here.add(maker);
                    socket.bind(maker);
                }
                case 1 -> {
                    if (!here.isEmpty()) {
                        socket.unbind(here.remove(chance.below(here.size())));
                    }
                }
                case 2 -> socket.want(name);
                case 3 -> socket.retry();
                default -> kernel.runFor(Duration.ofMillis(chance.below(5000)));
            }
        }

        private void assertOneAtATime(long seed) {
            var live = 0;
            for (var line : diary) {
                live += line.startsWith("live ") ? 1 : line.startsWith("lost ") ? -1 : 0;
                assertTrue(live == 0 || live == 1, "seed " + seed + ": " + diary);
            }
        }
    }
}
