package io.skep.transport.engine.internal.local;

import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.link.Served;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A channel within this process: two ends that open and close together. */
final class Pair {

    private final End near;
    private final End far;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Consumer<Pair> ended;

    Pair(Caller self, Loop opener, Loop acceptor, Consumer<Pair> ended) {
        this.near = new End(this, self, opener);
        this.far = new End(this, self, acceptor);
        this.ended = ended;
    }

    End near() {
        return near;
    }

    /** Both ends get their sinks before the first frame. */
    void join(ChannelSink sink, Served served) {
        near.sink(sink);
        served.opened(far);
        far.accept(served);
    }

    boolean open() {
        return !closed.get();
    }

    boolean send(End from, byte[] frame) {
        return open() && other(from).take(frame);
    }

    /** TRN-4: both ends hear it once, after the frames that were sent before. */
    void close(String reason) {
        if (closed.compareAndSet(false, true)) {
            near.end(reason);
            far.end(reason);
            ended.accept(this);
        }
    }

    private End other(End end) {
        return end == near ? far : near;
    }
}
