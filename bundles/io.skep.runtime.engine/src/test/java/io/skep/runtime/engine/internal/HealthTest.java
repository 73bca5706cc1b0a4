package io.skep.runtime.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.ContainerStatus;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Source: swarm-behaviour EX-3. */
class HealthTest {

    private final Rig rig = new Rig(1);

    @AfterEach
    void noStepFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void staysStartingUntilItIsHealthy() {
        rig.faults(plug -> new Checked(plug, rig.verbs));
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        assertEquals(TaskState.STARTING, rig.state(task));

        report(rig, Health.HEALTHY);

        assertEquals("RUNNING started", last());
        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void isStoppedAndHasFailedWhenItBecomesUnhealthy() {
        rig.faults(plug -> new Checked(plug, rig.verbs));
        rig.start();
        rig.task("t", rig.machine.sleeps());
        report(rig, Health.HEALTHY);

        report(rig, Health.UNHEALTHY);

        assertEquals(1, rig.count("stop t 10"));
        assertEquals(
                "FAILED started task: non-zero exit (143): dockerexec: unhealthy container",
                last());
    }

    @Test
    void isStoppedAndHasFailedWhenItNeverBecomesHealthy() {
        rig.faults(plug -> new Checked(plug, rig.verbs));
        rig.start();
        rig.task("t", rig.machine.sleeps());

        report(rig, Health.UNHEALTHY);

        assertEquals(
                "FAILED starting task: non-zero exit (143): dockerexec: unhealthy container",
                last());
    }

    @Test
    void ignoresChangesOfOtherContainersOfTheSameTask() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        var other = new Handle(task, "memory", 1, "another");

        Checked.sink(rig).changed(other, Checked.seen("another", Health.UNHEALTHY));
        rig.pass(Duration.ofSeconds(1));

        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    private static void report(Rig rig, Health health) {
        var handle = new Handle(new TaskId("t"), "memory", 1, "c-t");
        Checked.sink(rig).changed(handle, Checked.seen("c-t", health));
        rig.pass(Duration.ofMillis(100));
    }

    private String last() {
        var history = rig.slice.history();
        return history.get(history.size() - 1);
    }

    /** A runtime whose containers have a health check. */
    private static final class Checked extends Recorded {

        Checked(ContainerRuntime plug, List<String> verbs) {
            super(plug, new ArrayList<>());
        }

        @Override
        public CompletionStage<Observed> start(Handle handle) {
            return super.start(handle).thenApply(any -> seen(handle.token(), Health.STARTING));
        }

        static Observed seen(String id, Health health) {
            var status = new ContainerStatus(id, 1, 0);
            return new Observed(Observed.Phase.RUNNING, status, health, List.of(), "");
        }

        static RuntimeSink sink(Rig rig) {
            return rig.sinks.get(rig.sinks.size() - 1);
        }
    }
}
