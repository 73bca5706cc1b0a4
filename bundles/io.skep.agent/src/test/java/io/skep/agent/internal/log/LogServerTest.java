package io.skep.agent.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.agent.internal.Samples;
import io.skep.codec.Codec;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.TaskId;
import io.skep.seam.Cancellable;
import io.skep.seam.Seams;
import io.skep.seam.system.SystemSeams;
import io.skep.slice.TaskLogs;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.agent.LogFrame;
import io.skep.transport.agent.LogsWanted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogServerTest {

    private static final LogRequest ALL = new LogRequest(true, true, true, null, -1);

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private final Transport exchange = new SimNet(kernel, Duration.ZERO).of(Samples.ME);
    private final Source source = new Source();
    private final List<String> heard = new ArrayList<>();
    private LogServer server;
    private Channel channel;

    @BeforeEach
    void serve() {
        server = new LogServer(context(seams), exchange, source);
        channel =
                exchange.open(
                        Samples.ME,
                        LogsWanted.CHANNEL,
                        kernel.node("m").loop("manager"),
                        new Heard());
        channel.send(Codec.bytes(new LogsWanted(Samples.task("a"), ALL)));
        kernel.settle();
    }

    @Test
    void asksForWhatIsWanted() {
        assertEquals(List.of(new LogsWanted(Samples.task("a"), ALL)), source.asked);
    }

    @Test
    void passesLinesOnInOrderAndThenTheEnd() {
        source.says("one");
        source.says("two");
        kernel.settle();
        source.says("three");
        source.sink.end("");
        kernel.settle();

        assertEquals(List.of("one", "two", "three", "end "), heard);
    }

    @Test
    void saysWhyTheOutputIsIncomplete() {
        source.sink.end("no container");
        kernel.settle();

        assertEquals(List.of("end no container"), heard);
    }

    @Test
    void endsTheReadingWhenTheManagerCloses() {
        channel.close("enough");
        kernel.settle();

        assertTrue(source.cancelled);
        source.says("late");
        kernel.settle();
        assertEquals(List.of("closed enough"), heard);
    }

    @Test
    void endsTheReadingWhenTheDutyStops() {
        var stopped = server.stop().toCompletableFuture();
        kernel.settle();

        assertTrue(stopped.isDone());
        assertTrue(source.cancelled);
    }

    @Test
    void takesOneWishForEachChannel() {
        channel.send(Codec.bytes(new LogsWanted(Samples.task("b"), ALL)));
        kernel.settle();

        assertEquals(1, source.asked.size());
        assertEquals(List.of("closed only one wish for each channel"), heard);
    }

    @Test
    void closesAChannelWhoseWishCannotBeRead() {
        var other =
                exchange.open(
                        Samples.ME,
                        LogsWanted.CHANNEL,
                        kernel.node("m").loop("manager"),
                        new Heard());
        other.send(new byte[] {9});
        kernel.settle();

        assertEquals(List.of("closed the wish cannot be read"), heard);
    }

    @Test
    void slowsTheReaderDownWhenTheManagerIsSlowAndLosesNothing() throws Exception {
        var gate = new CountDownLatch(1);
        var all = new CountDownLatch(400);
        var written = new AtomicInteger();
        try (var real = new SystemSeams(Path.of("unused"), 1)) {
            var pipe = new NarrowPipe();
            var slow = new Source();
            var serving = new LogServer(context(real), pipe.transport(), slow);
            var reading = real.loop("reader");
            pipe.open(
                    reading,
                    counting(gate, all),
                    Codec.bytes(new LogsWanted(Samples.task("a"), ALL)));
            assertTrue(slow.begun.await(10, TimeUnit.SECONDS));

            var done = real.workers().run("writer", () -> slow.fill(400, written));

            int before = -1;
            while (written.get() != before) {
                before = written.get();
                assertFalse(all.await(300, TimeUnit.MILLISECONDS));
            }
            assertTrue(written.get() < 250, () -> written + " lines were taken");
            gate.countDown();
            done.toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertTrue(all.await(10, TimeUnit.SECONDS));
            serving.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
            reading.close();
        }
    }

    private static ChannelSink counting(CountDownLatch gate, CountDownLatch all) {
        return new ChannelSink() {
            @Override
            public void frame(byte[] bytes) {
                try {
                    gate.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                Codec.value(bytes, LogFrame.class).lines().forEach(line -> all.countDown());
            }

            @Override
            public void closed(String reason) {
                // the test is over
            }
        };
    }

    private static DutyContext context(Seams seams) {
        return new DutyContext(Samples.ME, new ClusterId("c"), seams, Path.of("unused"), Map.of());
    }

    private final class Heard implements ChannelSink {

        @Override
        public void frame(byte[] bytes) {
            var frame = Codec.value(bytes, LogFrame.class);
            frame.lines().forEach(line -> heard.add(line.text()));
            if (frame.last()) {
                heard.add("end " + frame.error());
            }
        }

        @Override
        public void closed(String reason) {
            heard.add("closed " + reason);
        }
    }

    private static final class Source implements TaskLogs {

        private final List<LogsWanted> asked = new ArrayList<>();
        private LogSink sink;
        private final CountDownLatch begun = new CountDownLatch(1);
        private boolean cancelled;

        @Override
        public Cancellable logs(TaskId task, LogRequest request, LogSink to) {
            asked.add(new LogsWanted(task, request));
            sink = to;
            begun.countDown();
            return () -> cancelled = true;
        }

        private int fill(int lines, AtomicInteger written) {
            for (int i = 0; i < lines; i++) {
                says("x".repeat(64 * 1_024));
                written.incrementAndGet();
            }
            return lines;
        }

        private void says(String text) {
            sink.line(new LogLine(1, Instant.EPOCH, text, Map.of()));
        }
    }
}
