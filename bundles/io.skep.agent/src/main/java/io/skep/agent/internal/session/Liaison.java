package io.skep.agent.internal.session;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.agent.internal.wiring.Wirer;
import io.skep.codec.Codec;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.Transport;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.Hello;
import io.skep.transport.agent.ManagerFrame;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session with a manager, whatever happens. Belongs to its loop. */
public final class Liaison {

    private static final Logger log = LoggerFactory.getLogger(Liaison.class);

    /** How much later than expected a manager may answer. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final Transport transport;
    private final NodeSlice slice;
    private final Loop loop;
    private final Facts facts;
    private final Patience patience;
    private final Compass compass;
    private final Reporter reporter;
    private final Wirer wirer;
    private @Nullable Talk talk;
    private @Nullable Channel channel;
    private Intake intake;
    private @Nullable NodeDescription told;
    private Cancellable next = () -> {};
    private Cancellable beat = () -> {};
    private Cancellable silence = () -> {};
    private long toldBeforeBeat;
    private boolean ended;

    /** Not in a session yet. */
    public Liaison(DutyContext context, Transport transport, NodeSlice slice, Loop loop) {
        this.transport = transport;
        this.slice = slice;
        this.loop = loop;
        this.facts = new Facts(context, slice);
        this.patience = new Patience(context.seams().entropy());
        this.compass = new Compass(transport);
        this.intake = new Intake(slice);
        this.wirer = new Wirer(transport, slice, loop);
        this.reporter =
                new Reporter(
                        slice,
                        loop,
                        context.seams().time(),
                        news -> send(AgentFrame.of(news, intake.applied())));
    }

    /** Begins a session, or waits for what it needs. */
    public void begin() {
        if (ended || talk != null) {
            return;
        }
        next.cancel();
        var description = facts.description();
        var manager = description.flatMap(any -> compass.next());
        if (manager.isEmpty()) {
            next = loop.schedule(patience.next(), this::begin);
            return;
        }
        open(manager.get(), description.get());
    }

    private void open(NodeId manager, NodeDescription description) {
        talk = new Talk(this);
        intake = new Intake(slice);
        told = description;
        toldBeforeBeat = 0;
        silence = loop.schedule(SLACK, () -> fail("the manager does not answer"));
        channel = transport.open(manager, AgentFrame.CHANNEL, loop, talk);
        send(
                AgentFrame.of(
                        new Hello(description, facts.addr(), facts.endpoint(), facts.underlay())));
        if (talk != null) {
            reporter.begin();
        }
    }

    /** Something may have been observed, or the node's facts changed. */
    public void wake() {
        if (talk == null) {
            begin();
            return;
        }
        var now = facts.description().orElse(told);
        if (now != null && !now.equals(told)) {
            told = now;
            send(AgentFrame.of(now, intake.applied()));
        }
        reporter.wake();
        wirer.wake();
    }

    boolean current(Talk other) {
        return talk == other;
    }

    void heard(ManagerFrame frame) {
        transport.learn(frame.managers());
        if (frame.elsewhere() != null) {
            follow(frame.elsewhere());
            return;
        }
        if (frame.beatAfter() != null && frame.received() < toldBeforeBeat) {
            fail("observations were lost");
            return;
        }
        if (frame.beatAfter() != null) {
            expect(frame.beatAfter());
        }
        if (frame.committed() > 0) {
            reporter.committed(frame.committed());
        }
        if (frame.assignments() == null) {
            return;
        }
        if (intake.take(frame.assignments())) {
            patience.reset();
            compass.works().ifPresent(wirer::begin);
            send(AgentFrame.applied(intake.applied()));
        } else {
            fail("assignments were lost");
        }
    }

    /** The manager does not lead: the next session is with whom it names. */
    private void follow(ManagerFrame.Elsewhere elsewhere) {
        var atOnce = compass.points(Optional.ofNullable(elsewhere.leader()));
        close("the manager does not lead");
        next = loop.schedule(atOnce ? Duration.ZERO : patience.next(), this::begin);
    }

    private void expect(Duration due) {
        beat.cancel();
        silence.cancel();
        beat = loop.schedule(due, this::beat);
        silence =
                loop.schedule(due.plus(SLACK), () -> fail("the manager does not answer any more"));
    }

    private void beat() {
        toldBeforeBeat = reporter.number();
        send(AgentFrame.beat(intake.applied()));
    }

    private void send(AgentFrame frame) {
        if (channel != null && !channel.send(Codec.bytes(frame))) {
            fail("the manager does not read");
        }
    }

    /** This session is over; another one will begin. */
    void fail(String why) {
        log.debug("agent: session ended: {}", why);
        close(why);
        if (!ended) {
            next = loop.schedule(patience.next(), this::begin);
        }
    }

    /** No session any more: says goodbye. */
    public void end() {
        ended = true;
        next.cancel();
        if (channel != null) {
            channel.send(Codec.bytes(AgentFrame.goodbye(intake.applied())));
        }
        close("goodbye");
    }

    private void close(String why) {
        beat.cancel();
        silence.cancel();
        reporter.end();
        wirer.end();
        talk = null;
        var open = channel;
        channel = null;
        if (open != null) {
            open.close(why);
        }
    }
}
