package io.skep.dispatcher.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    private static final NodeId NODE = new NodeId("n");
    private static final NodeId OTHER = new NodeId("o");

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("m");
    private final Starved loop = new Starved(seams.loop("pulse"));
    private final List<NodeId> missed = new ArrayList<>();
    private final Pulse pulse = new Pulse(loop, seams.time(), (node, why) -> missed.add(node));

    @Test
    void missesWhoIsNotHeardInTime() {
        pulse.expect(NODE, PATIENCE, "why");

        kernel.runFor(Duration.ofMillis(2_400));
        assertEquals(List.of(), missed);
        kernel.runFor(Duration.ofMillis(400));

        assertEquals(List.of(NODE), missed);
    }

    @Test
    void missesNobodyWhoWasHeardOrIsForgotten() {
        pulse.expect(NODE, PATIENCE, "why");
        pulse.expect(OTHER, PATIENCE, "why");
        kernel.runFor(Duration.ofSeconds(2));
        pulse.expect(NODE, PATIENCE, "why");
        pulse.forget(OTHER);

        kernel.runFor(Duration.ofSeconds(2));

        assertEquals(List.of(), missed);
    }

    @Test
    void givesEverybodyAsMuchMoreTimeAsItWasStarvedItself() {
        pulse.expect(NODE, PATIENCE, "why");
        kernel.runFor(Duration.ofMillis(500));

        loop.starve();
        kernel.runFor(Duration.ofSeconds(20));
        loop.feed();
        kernel.runFor(Duration.ofMillis(1_700));
        assertEquals(List.of(), missed);
        kernel.runFor(Duration.ofMillis(800));

        assertEquals(List.of(NODE), missed);
    }

    @Test
    void givesNoMoreTimeToWhoWasHeardAfterTheStarvation() {
        pulse.expect(OTHER, PATIENCE, "why");
        loop.starve();
        kernel.runFor(Duration.ofSeconds(20));
        pulse.expect(NODE, PATIENCE, "why");
        loop.feed();

        kernel.runFor(Duration.ofMillis(2_800));

        assertEquals(List.of(NODE, OTHER), missed.stream().sorted().toList());
    }

    @Test
    void missesNobodyAfterItsEnd() {
        pulse.expect(NODE, PATIENCE, "why");

        pulse.end();
        kernel.runFor(Duration.ofMinutes(1));

        assertEquals(List.of(), missed);
    }

    /** A loop that gets no time for a while: what is due then comes late. */
    private static final class Starved implements Loop {

        private final Loop loop;
        private final List<Runnable> late = new ArrayList<>();
        private boolean starved;

        private Starved(Loop loop) {
            this.loop = loop;
        }

        private void starve() {
            starved = true;
        }

        private void feed() {
            starved = false;
            late.forEach(loop::execute);
            late.clear();
        }

        private void run(Runnable step) {
            if (starved) {
                late.add(step);
            } else {
                step.run();
            }
        }

        @Override
        public void execute(Runnable step) {
            loop.execute(() -> run(step));
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable step) {
            return loop.schedule(delay, () -> run(step));
        }

        @Override
        public boolean inside() {
            return loop.inside();
        }

        @Override
        public <T> CompletionStage<T> on(CompletionStage<T> stage) {
            return loop.on(stage);
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
