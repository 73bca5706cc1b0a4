package io.skep.telemetry.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.control.Refusal;
import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where telemetry works, while the node lives. */
class PostDutyTest {

    @TempDir private Path directory;
    private final SimKernel kernel = new SimKernel(1);
    private final PostDuty duty = new PostDuty();

    @Test
    void refusesBeforeTheNodeLivesAndAfterwards() {
        assertThrows(Refusal.class, duty::post);

        duty.start(context());
        duty.stop(Duration.ZERO);

        assertThrows(Refusal.class, duty::post);
    }

    private DutyContext context() {
        return new DutyContext(
                new NodeId("n"), new ClusterId("0"), kernel.node("n"), directory, Map.of());
    }
}
