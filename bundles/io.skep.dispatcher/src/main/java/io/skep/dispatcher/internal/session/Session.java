package io.skep.dispatcher.internal.session;

import io.skep.codec.Codec;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.ManagerAddress;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.Hello;
import io.skep.transport.agent.ManagerFrame;
import io.skep.transport.agent.Observations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent's session. Belongs to the dispatcher's loop. */
public final class Session implements ChannelSink {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Channel channel;
    private final Desk desk;
    private final Complaints complaints;
    private final Outbox outbox;
    private @Nullable Hello hello;
    private long applied;
    private long answeredAt;
    private long received;
    private long committed;
    private boolean ended;

    /** A session on a channel that an agent opened. */
    public Session(Channel channel, Desk desk, Complaints complaints) {
        this.channel = channel;
        this.desk = desk;
        this.complaints = complaints;
        this.outbox = new Outbox(channel.peer());
    }

    /** Whose. */
    public NodeId node() {
        return channel.peer();
    }

    /** What its agent said of the node. */
    public Hello hello() {
        if (hello == null) {
            throw new IllegalStateException("node " + node() + " has not said hello");
        }
        return hello;
    }

    @Override
    public void frame(byte[] bytes) {
        if (ended) {
            return;
        }
        try {
            heard(Codec.value(bytes, AgentFrame.class));
        } catch (IllegalArgumentException unreadable) {
            complaints.about(node(), "says what nobody understands", unreadable);
            close("a frame cannot be read");
        }
    }

    private void heard(AgentFrame frame) {
        if (hello == null) {
            greeted(frame.hello());
            return;
        }
        applied = Math.max(applied, Math.min(frame.applied(), outbox.number()));
        if (frame.beat() && applied < answeredAt) {
            close("assignments were lost"); // they were sent before the answer to the last beat
            return;
        }
        if (frame.description() != null) {
            hello = hello.with(frame.description());
            desk.described(this);
        }
        if (frame.observations() != null) {
            received = frame.observations().number();
            desk.observed(this, frame.observations());
        }
        desk.lives(this, frame.beat());
        if (frame.goodbye()) {
            desk.goodbye(this);
            close("goodbye");
        }
        desk.wants(this);
    }

    private void greeted(@Nullable Hello said) {
        if (said == null) {
            close("a session begins with a hello");
            return;
        }
        hello = said;
        desk.hello(this);
    }

    @Override
    public void closed(String reason) {
        if (!ended) {
            ended = true;
            log.debug("node {}: session closed: {}", node(), reason);
            desk.ended(this);
        }
    }

    /** Ends it; nothing the agent says counts any more. */
    public void close(String reason) {
        channel.close(reason);
        closed(reason);
    }

    /** A task of its node changed or is gone. */
    public void changed(TaskId task) {
        outbox.changed(task);
    }

    /** A task of its node has ended. */
    public void ended(TaskId task) {
        outbox.ended(task);
    }

    /** Nobody knows what changed. */
    public void everything() {
        outbox.everything();
    }

    /** Sends what the agent does not know, if it has applied what was sent before. */
    public void send(View view) {
        if (!ended && applied == outbox.number()) {
            outbox.next(view).ifPresent(next -> send(ManagerFrame.of(next)));
        }
    }

    /** Tells when the next beat is due. */
    public void beatAfter(Duration due) {
        answeredAt = outbox.number();
        send(ManagerFrame.beatAfter(due, committed, received));
    }

    /** Tells where the managers are. */
    public void managers(List<ManagerAddress> managers) {
        send(ManagerFrame.of(managers));
    }

    /** Sends the agent to another manager. */
    public void leave(ManagerFrame elsewhere) {
        send(elsewhere);
        close("this manager does not lead any more");
    }

    /** Tells that observations are committed. */
    public void committed(Observations observations) {
        committed = observations.number();
        send(ManagerFrame.committed(observations.number()));
    }

    private void send(ManagerFrame frame) {
        if (!ended && !channel.send(Codec.bytes(frame))) {
            close("the agent does not read");
        }
    }
}
