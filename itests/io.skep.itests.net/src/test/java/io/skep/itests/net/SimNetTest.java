package io.skep.itests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimNetTest {

    private static final NodeId HERE = new NodeId("here");
    private static final NodeId THERE = new NodeId("there");
    private static final String KIND = Talk.AGENT_LOGS.kind();

    private final SimKernel kernel = new SimKernel(1);
    private final SimNet net = new SimNet(kernel, Duration.ofMillis(10));
    private final Loop loop = kernel.node("n").loop("l");
    private final List<String> heard = new ArrayList<>();

    private final class Heard implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            heard.add("frame " + frame[0]);
        }

        @Override
        public void closed(String reason) {
            heard.add("closed " + reason);
        }
    }

    @Test
    void framesKeepTheirOrderAndTheEndComesLast() {
        net.of(THERE).serve(KIND, loop, channel -> new Heard());
        var channel = net.of(HERE).open(THERE, KIND, loop, new Silent());

        for (byte i = 0; i < 5; i++) {
            channel.send(new byte[] {i});
        }
        channel.close("done");
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(
                List.of("frame 0", "frame 1", "frame 2", "frame 3", "frame 4", "closed done"),
                heard);
        assertFalse(channel.send(new byte[1]));
    }

    @Test
    void closesAtOnceWhatNobodyServesAndWhatTheCallerMayNotBegin() {
        net.of(HERE).open(THERE, KIND, loop, new Heard());
        net.of(THERE).serve(KIND, loop, channel -> new Silent());
        net.role(HERE, Role.WORKER);
        net.of(HERE).open(THERE, KIND, loop, new Heard());
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(
                List.of("closed nobody serves agent.logs", "closed nobody serves agent.logs"),
                heard);
    }

    @Test
    void losesWhatASilentNodeSaysAndNobodyNotices() {
        net.of(THERE).serve(KIND, loop, channel -> new Heard());
        var channel = net.of(HERE).open(THERE, KIND, loop, new Heard());
        net.silence(THERE);

        channel.send(new byte[1]);
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(List.of(), heard);
    }

    private static final class Silent implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            // says nothing
        }

        @Override
        public void closed(String reason) {
            // says nothing
        }
    }
}
