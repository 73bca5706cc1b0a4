package io.skep.dispatcher.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private final SimKernel kernel = new SimKernel(1);
    private final Complaints complaints = new Complaints(kernel.node("m").time());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(before);
    }

    @Test
    void areSaidOnceAMinuteOfEachNode() {
        for (int session = 0; session < 300; session++) {
            complaints.about(new NodeId("one"), "talks nonsense", "a byte");
            complaints.about(new NodeId("two"), "talks nonsense", "a byte");
        }
        kernel.runFor(Duration.ofMinutes(1));
        complaints.about(new NodeId("one"), "talks nonsense", "a byte");

        assertEquals(
                List.of(
                        "node one: talks nonsense",
                        "node two: talks nonsense",
                        "node one: talks nonsense, and did 299 times more since that was said"),
                lines());
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf("node ")))
                .toList();
    }
}
