package io.skep.agent.internal.wiring;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.codec.Codec;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.agent.Wired;
import io.skep.transport.agent.WiringFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of networks from the manager the session is with, and tells it how far this node is so.
 * Numbers go on from session to session, so that what was realised of an old one is not taken for a
 * new one. Belongs to the agent's loop.
 */
public final class Wirer {

    private static final Logger log = LoggerFactory.getLogger(Wirer.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** A manager tells all it knows at once, so one that says nothing for so long was not asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration KEPT_AFTER = Duration.ofSeconds(1);

    private final Transport transport;
    private final NodeSlice slice;
    private final Loop loop;
    private @Nullable Line line;
    private @Nullable NodeId manager;
    private Cancellable next = () -> {};
    private boolean unkept;

    /** Not in a session. */
    public Wirer(Transport transport, NodeSlice slice, Loop loop) {
        this.transport = transport;
        this.slice = slice;
        this.loop = loop;
    }

    /** A session with this manager works. */
    public void begin(NodeId with) {
        if (with.equals(manager)) {
            return;
        }
        end();
        manager = with;
        open(with);
    }

    private void open(NodeId with) {
        var opened = new Line(slice.wiring());
        line = opened;
        opened.channel = transport.open(with, WiringFrame.CHANNEL, loop, opened);
        opened.tell();
        loop.schedule(PATIENCE, opened::awaited);
    }

    /** The node may be further. */
    public void wake() {
        if (line != null && line.realised() != line.told) {
            line.tell();
        }
    }

    /** No session any more. What is known stays known. */
    public void end() {
        next.cancel();
        manager = null;
        var open = line;
        line = null;
        if (open != null && open.channel != null) {
            open.channel.close("the session ended");
        }
    }

    private void again(Line failed) {
        if (line == failed) {
            line = null;
            next.cancel();
            next = loop.schedule(AGAIN, this::reopen);
        }
    }

    private void reopen() {
        if (manager != null && line == null) {
            open(manager);
        }
    }

    /** Changes come in crowds; what a restart would remember may be a second old. */
    private void keepSoon() {
        if (!unkept) {
            unkept = true;
            loop.schedule(
                    KEPT_AFTER,
                    () -> {
                        unkept = false;
                        slice.keepWiring();
                    });
        }
    }

    /** One channel. */
    private final class Line implements ChannelSink {

        private final long base;
        private @Nullable Channel channel;
        private Wiring set = Wiring.EMPTY;
        private long applied;
        private long told;

        private Line(Wiring known) {
            this.base = known.number();
        }

        @Override
        public void frame(byte[] bytes) {
            if (line != this) {
                return;
            }
            try {
                take(Codec.value(bytes, WiringFrame.class));
            } catch (IllegalArgumentException unreadable) {
                log.warn("agent: the manager says what nobody understands", unreadable);
                fail("a frame cannot be read");
            }
        }

        private void awaited() {
            if (line == this && applied == 0) {
                fail("the manager does not answer");
            }
        }

        private void take(WiringFrame frame) {
            if (frame.number() != applied + 1) {
                fail("frames were lost");
                return;
            }
            applied = frame.number();
            var before = frame.set() ? set : slice.wiring();
            var after = before.after(base + applied, frame.port(), frame.news());
            if (frame.more()) {
                set = after;
            } else {
                set = Wiring.EMPTY;
                slice.wire(after);
                keepSoon();
            }
            tell();
        }

        private void tell() {
            told = realised();
            if (channel != null && !channel.send(Codec.bytes(new Wired(applied, told)))) {
                fail("the manager does not read");
            }
        }

        /** How many of this channel's frames the node is made so as. */
        private long realised() {
            return Math.max(0, Math.min(slice.realised() - base, applied));
        }

        private void fail(String why) {
            if (channel != null) {
                channel.close(why);
            }
            closed(why);
        }

        @Override
        public void closed(String reason) {
            again(this);
        }
    }
}
