package io.skep.transport.engine.internal.mesh;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.link.Ending;
import io.skep.transport.engine.internal.link.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This machine's end of a channel to another one. Its sink belongs to the loop of who uses it, its
 * place on a tie to the mesh's loop; counters between them are atomic.
 */
final class Strand implements Channel {

    private static final int MAX_FRAME = 4 * 1024 * 1024;
    private static final int TELL_FRAMES = 64;
    private static final int TELL_BYTES = 256 * 1024;

    private final Loop mesh;
    private final Loop user;
    private final Window out = new Window();
    private final Window in = new Window();
    private final AtomicBoolean closed = new AtomicBoolean();
    // who is there; known when it has a tie
    private final AtomicReference<Caller> caller;
    // whether its line is full; known when it has a tie
    private final AtomicReference<BooleanSupplier> full = new AtomicReference<>(() -> false);
    private final List<byte[]> early = new ArrayList<>();
    private @Nullable Tie tie;
    private @Nullable ChannelSink sink;
    private int number;
    // both belong to the user's loop: the other one is not woken for each frame
    private int framesRead;
    private int bytesRead;

    Strand(Loop mesh, Loop user, Caller caller) {
        this.mesh = mesh;
        this.user = user;
        this.caller = new AtomicReference<>(caller);
    }

    /** What arrives goes there. */
    void hears(ChannelSink listener) {
        user.execute(() -> sink = listener);
    }

    /** It was opened by the other end. */
    void accept(Served served) {
        served.opened(this);
        user.execute(() -> sink = new Forgetting(served.acceptor().accept(this), served));
    }

    /** On the mesh's loop: it has a place from now on. */
    void joins(Tie there, int its) {
        tie = there;
        number = its;
        caller.set(there.caller());
        full.set(there::isFull);
        early.forEach(frame -> write(there, frame));
        early.clear();
    }

    boolean isOpen() {
        return !closed.get();
    }

    @Override
    public NodeId peer() {
        var node = caller().node();
        if (node == null) {
            throw new IllegalStateException("the other end is a stranger");
        }
        return node;
    }

    @Override
    public Caller caller() {
        return caller.get();
    }

    @Override
    public boolean send(byte[] frame) {
        if (frame.length > MAX_FRAME) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        if (closed.get() || full.get().getAsBoolean() || !out.take(frame.length)) {
            return false;
        }
        var copy = frame.clone();
        mesh.execute(() -> pass(copy));
        return true;
    }

    private void pass(byte[] frame) {
        var there = tie;
        if (there == null) {
            early.add(frame);
        } else {
            write(there, frame);
        }
    }

    private void write(Tie there, byte[] frame) {
        there.send(new Parcel(Parcel.About.DATA, number, frame));
    }

    @Override
    public void close(String reason) {
        mesh.execute(
                () -> {
                    var there = tie;
                    if (there != null && isOpen()) {
                        there.send(Parcel.close(number, reason));
                    }
                    ends(reason);
                });
    }

    /** On the mesh's loop: TRN-4. */
    void ends(String reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (tie != null) {
            tie.gone(number);
        }
        early.clear();
        user.execute(() -> tell(reason));
    }

    private void tell(String reason) {
        var last = sink;
        sink = null;
        if (last != null) {
            last.closed(reason);
        }
    }

    void unreachable(String why) {
        ends(Ending.unreachable(why));
    }

    /**
     * A frame arrived, on the mesh's loop.
     *
     * @return false when the other end sends more than it may
     */
    boolean arrives(byte[] frame) {
        if (!in.take(frame.length)) {
            return false;
        }
        user.execute(() -> deliver(frame));
        return true;
    }

    private void deliver(byte[] frame) {
        if (sink != null) {
            sink.frame(frame);
        }
        in.give(1, frame.length);
        framesRead++;
        bytesRead += frame.length;
        if (framesRead >= TELL_FRAMES || bytesRead >= TELL_BYTES) {
            int frames = framesRead;
            int bytes = bytesRead;
            mesh.execute(() -> tellRead(frames, bytes));
            framesRead = 0;
            bytesRead = 0;
        }
    }

    private void tellRead(int frames, int bytes) {
        if (tie != null && isOpen()) {
            tie.send(Parcel.read(number, frames, bytes));
        }
    }

    /** The other end has read; false when it cannot have. */
    boolean read(int frames, int bytes) {
        return out.give(frames, bytes);
    }

    /** Takes the channel out of its server's list when it is closed. */
    private final class Forgetting implements ChannelSink {

        private final ChannelSink accepted;
        private final Served served;

        private Forgetting(ChannelSink accepted, Served served) {
            this.accepted = accepted;
            this.served = served;
        }

        @Override
        public void frame(byte[] frame) {
            accepted.frame(frame);
        }

        @Override
        public void closed(String reason) {
            served.gone(Strand.this);
            accepted.closed(reason);
        }
    }
}
