package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.local.Loopback;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final NodeId ME = new NodeId("me");
    private static final String KIND = "agent.session";

    private final SimKernel kernel = new SimKernel(1);
    private final Loop opener = kernel.node("n").loop("opener");
    private final Loop server = kernel.node("n").loop("server");
    private final Exchange exchange = new Exchange();
    private final Noted near = new Noted();
    private final Noted far = new Noted();
    private final List<Channel> accepted = new ArrayList<>();

    @Test
    void knowsNobodyBeforeTheNodeIsInACluster() {
        assertEquals(Optional.empty(), exchange.manager());
        assertThrows(IllegalStateException.class, exchange::self);
    }

    @Test
    void knowsItselfInACluster() {
        join(ME);

        assertEquals(ME, exchange.self());
        assertEquals(Optional.of(ME), exchange.manager());
    }

    @Test
    void closesWhatIsOpenedOutsideAClusterOrToStrangersOrToAKindNobodyServes() {
        exchange.open(ME, KIND, opener, near);
        join(ME);
        exchange.open(new NodeId("stranger"), KIND, opener, near);
        var channel = exchange.open(ME, KIND, opener, near);
        kernel.settle();

        assertEquals(
                List.of(
                        "closed: unreachable: no way leads to node me",
                        "closed: unreachable: no way leads to node stranger",
                        "closed: refused: node me does not serve agent.session"),
                near.heard);
        assertFalse(channel.send(bytes("lost")));
    }

    @Test
    void TRN_1_keepsTheOrderInBothDirections() {
        var channel = joined();

        for (int i = 0; i < 100; i++) {
            channel.send(bytes("a" + i));
            accepted.get(0).send(bytes("b" + i));
        }
        kernel.settle();

        assertEquals(numbered("a"), far.heard);
        assertEquals(numbered("b"), near.heard);
    }

    @Test
    void TRN_1_deliversWhatWasSentBeforeTheAcceptorKnewTheChannel() {
        join(ME);
        exchange.serve(KIND, server, this::accept);

        exchange.open(ME, KIND, opener, near).send(bytes("early"));
        kernel.settle();

        assertEquals(List.of("early"), far.heard);
    }

    @Test
    void TRN_1_isNotTouchedByWhatTheSenderDoesToItsBytesLater() {
        var frame = bytes("before");
        joined().send(frame);

        frame[0] = 'X';
        kernel.settle();

        assertEquals(List.of("before"), far.heard);
    }

    @Test
    void TRN_2_refusesWhenTooManyFramesWaitAndTakesAgainWhenTheyAreRead() {
        var channel = joined();

        int taken = 0;
        while (channel.send(bytes("x"))) {
            taken++;
        }
        kernel.settle();

        assertEquals(1_024, taken);
        assertEquals(1_024, far.heard.size());
        assertTrue(channel.send(bytes("x")));
    }

    @Test
    void TRN_2_refusesWhenTooManyBytesWait() {
        var channel = joined();
        var big = new byte[4 * 1024 * 1024];

        assertTrue(channel.send(big));
        assertTrue(channel.send(big));
        assertFalse(channel.send(big));
        assertThrows(IllegalArgumentException.class, () -> channel.send(new byte[big.length + 1]));
    }

    @Test
    void TRN_4_tellsBothEndsOnceAndAfterTheLastFrame() {
        var channel = joined();

        channel.send(bytes("last"));
        channel.close("done");
        channel.close("again");
        accepted.get(0).close("and again");
        kernel.settle();

        assertEquals(List.of("last", "closed: done"), far.heard);
        assertEquals(List.of("closed: done"), near.heard);
        assertFalse(channel.send(bytes("late")));
        assertFalse(accepted.get(0).send(bytes("late")));
    }

    @Test
    void closesItsChannelsWhenAKindIsNotServedAnyMore() {
        join(ME);
        var serving = exchange.serve(KIND, server, this::accept);
        exchange.open(ME, KIND, opener, near);
        kernel.settle();

        serving.cancel();
        kernel.settle();

        assertEquals(List.of("closed: agent.session is not served any more"), near.heard);
        exchange.serve(KIND, server, this::accept);
    }

    @Test
    void closesAllChannelsWhenTheNodeLeavesItsClusterAndServesAgainInTheNext() {
        joined();

        exchange.leave();
        join(new NodeId("other"));
        exchange.open(new NodeId("other"), KIND, opener, new Noted()).send(bytes("new"));
        kernel.settle();

        assertEquals(List.of("closed: this node stops talking"), near.heard);
        assertEquals(List.of("closed: this node stops talking", "new"), far.heard);
    }

    @Test
    void refusesASecondServerOfAKind() {
        exchange.serve(KIND, server, this::accept);

        assertThrows(IllegalStateException.class, () -> exchange.serve(KIND, server, this::accept));
    }

    @Test
    void losesNothingBetweenRealThreads() throws InterruptedException {
        try (var seams = new SystemSeams(Path.of("unused"), 1)) {
            var a = seams.loop("a");
            var b = seams.loop("b");
            var all = new CountDownLatch(20_000);
            join(ME);
            exchange.serve(KIND, b, channel -> counting(all));
            var channel = exchange.open(ME, KIND, a, near);

            a.execute(() -> pump(a, channel, 20_000));

            assertTrue(all.await(20, TimeUnit.SECONDS));
            a.close();
            b.close();
        }
    }

    private static void pump(Loop loop, Channel channel, int left) {
        int rest = left;
        while (rest > 0 && channel.send(new byte[10])) {
            rest--;
        }
        int open = rest;
        if (open > 0) {
            loop.execute(() -> pump(loop, channel, open));
        }
    }

    private static ChannelSink counting(CountDownLatch all) {
        return new ChannelSink() {
            @Override
            public void frame(byte[] frame) {
                all.countDown();
            }

            @Override
            public void closed(String reason) {
                // the test is over
            }
        };
    }

    private void join(NodeId self) {
        exchange.join(self, List.of(new Loopback(self, () -> Role.MANAGER, exchange.kinds())));
    }

    private Channel joined() {
        join(ME);
        exchange.serve(KIND, server, this::accept);
        var channel = exchange.open(ME, KIND, opener, near);
        kernel.settle();
        return channel;
    }

    private ChannelSink accept(Channel channel) {
        accepted.add(channel);
        return far;
    }

    private static List<String> numbered(String letter) {
        var all = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            all.add(letter + i);
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Noted implements ChannelSink {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void frame(byte[] frame) {
            heard.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(String reason) {
            heard.add("closed: " + reason);
        }
    }
}
