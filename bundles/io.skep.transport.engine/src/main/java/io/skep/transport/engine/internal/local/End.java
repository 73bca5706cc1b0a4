package io.skep.transport.engine.internal.local;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.link.Served;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One end of a channel within this process. Its sink belongs to its loop. */
final class End implements Channel {

    /** TRN-2: frames that may wait for one end. */
    static final int MAX_FRAMES = 1_024;

    /** TRN-2: bytes that may wait for one end; a single frame of the greatest size always fits. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    /** The greatest frame. */
    static final int MAX_FRAME = 4 * 1024 * 1024;

    private final Pair pair;
    private final Caller peer;
    private final Loop loop;
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private @Nullable ChannelSink sink;

    End(Pair pair, Caller peer, Loop loop) {
        this.pair = pair;
        this.peer = peer;
        this.loop = loop;
    }

    void sink(ChannelSink opened) {
        loop.execute(() -> sink = opened);
    }

    void accept(Served served) {
        loop.execute(
                () -> {
                    sink = new Accepted(served.acceptor().accept(this), served, this);
                });
    }

    @Override
    public NodeId peer() {
        return Objects.requireNonNull(peer.node());
    }

    @Override
    public Caller caller() {
        return peer;
    }

    @Override
    public boolean send(byte[] frame) {
        if (frame.length > MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        return pair.send(this, frame);
    }

    @Override
    public void close(String reason) {
        pair.close(reason);
    }

    /** A frame from the other end; false when too much waits. */
    boolean take(byte[] frame) {
        if (frames.incrementAndGet() > MAX_FRAMES | bytes.addAndGet(frame.length) > MAX_BYTES) {
            taken(frame.length);
            return false;
        }
        var copy = frame.clone();
        loop.execute(() -> deliver(copy));
        return true;
    }

    private void deliver(byte[] frame) {
        taken(frame.length);
        if (sink != null) {
            sink.frame(frame);
        }
    }

    private void taken(int length) {
        frames.decrementAndGet();
        bytes.addAndGet(-length);
    }

    void end(String reason) {
        loop.execute(
                () -> {
                    var last = sink;
                    sink = null;
                    if (last != null) {
                        last.closed(reason);
                    }
                });
    }

    /** Forgets the channel when it is closed. */
    private record Accepted(ChannelSink sink, Served served, End end) implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            sink.frame(frame);
        }

        @Override
        public void closed(String reason) {
            served.gone(end);
            sink.closed(reason);
        }
    }
}
