package io.skep.telemetry.internal.log;

import io.skep.codec.Codec;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.agent.LogsWanted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * One task's output on its way through the leader: from the channel to its node (the back) to the
 * channel of the manager that reads (the front). Belongs to its loop.
 */
final class Passage implements ChannelSink {

    private static final int MOST_BYTES = 8 << 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Channel front;
    private final Transport transport;
    private final Loop loop;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private Optional<Channel> back = Optional.empty();
    private Optional<String> ended = Optional.empty();
    private int bytes;
    private boolean paused;

    Passage(Channel front, Transport transport, Loop loop) {
        this.front = front;
        this.transport = transport;
        this.loop = loop;
    }

    @Override
    public void frame(byte[] frame) {
        if (back.isPresent()) {
            front.close("only one wish for each channel");
            return;
        }
        try {
            var wish = Codec.value(frame, LogsAt.class);
            var opened = transport.open(wish.node(), LogsWanted.CHANNEL, loop, new Back());
            back = Optional.of(opened);
            if (!opened.send(Codec.bytes(wish.wanted()))) {
                front.close("node " + wish.node() + " is not available");
            }
        } catch (IllegalArgumentException unreadable) {
            front.close("the wish cannot be read");
        }
    }

    @Override
    public void closed(String reason) {
        back.ifPresent(opened -> opened.close(reason));
        waiting.clear();
    }

    /** What comes from the task's node. */
    private final class Back implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            bytes += frame.length;
            waiting.add(frame);
            if (bytes > MOST_BYTES) {
                front.close("the reader is too slow");
            } else {
                drain();
            }
        }

        @Override
        public void closed(String reason) {
            ended = Optional.of(reason);
            drain();
        }
    }

    private void drain() {
        if (paused) {
            return;
        }
        while (!waiting.isEmpty()) {
            if (!front.send(waiting.peek())) {
                paused = true;
                loop.schedule(PAUSE, this::goOn);
                return;
            }
            bytes -= waiting.remove().length;
        }
        ended.ifPresent(front::close);
    }

    private void goOn() {
        paused = false;
        drain();
    }
}
