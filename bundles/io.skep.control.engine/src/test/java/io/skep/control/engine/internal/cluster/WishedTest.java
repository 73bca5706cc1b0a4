package io.skep.control.engine.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WishedTest {

    @Test
    void listensWhereTheNodeWasStartedToWhenTheUserSaysNothing() {
        var started = started(Map.of("listen", "127.0.0.2:4000"));

        assertEquals("127.0.0.2:4000", Wished.listen("", started));
        assertEquals("127.0.0.2:4000", Wished.listen("0.0.0.0:2377", started));
        assertEquals("127.0.0.3:5000", Wished.listen("127.0.0.3:5000", started));
    }

    @Test
    void keepsTheDefaultOfTheCommandLineOfANodeThatWasStartedWithout() {
        assertEquals("0.0.0.0:2377", Wished.listen("0.0.0.0:2377", started(Map.of())));
    }

    @Test
    void advertisesWhatTheUserSaysFirst() {
        var started = started(Map.of("advertise", "192.0.2.1"));

        assertEquals("192.0.2.1", Wished.advertise("", started));
        assertEquals("192.0.2.2", Wished.advertise("192.0.2.2", started));
    }

    private static DutyContext started(Map<String, String> settings) {
        return new DutyContext(
                new NodeId("n"),
                new ClusterId("c"),
                new SimKernel(1).node("n"),
                Path.of("."),
                settings);
    }
}
