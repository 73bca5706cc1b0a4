package io.skep.dispatcher.internal.wiring;

import io.skep.codec.Codec;
import io.skep.dispatcher.internal.session.Complaints;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.agent.Wired;
import io.skep.transport.agent.WiringFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One node's channel: what its agent has not heard yet, has heard, and is made so. Frames are
 * written from the newest state when the agent has room for one, so changes gather meanwhile.
 */
final class Line implements ChannelSink {

    /** Hearing of a frame takes an agent no time, so one that says nothing for so long lost it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Below the transport's limit of 4 MiB by far. */
    private static final int MAX_KEYS = 2_000;

    /** What is at the other side of the desk. */
    interface Exchange {

        /** All that a node is to know, by key. */
        List<String> keys(NodeId node);

        /** What is known under these keys. */
        Wiring.News news(NodeId node, List<String> keys);

        /** UDP port of the data path. */
        int port();

        /** The node is made so as these keys say. */
        void realised(Line line, List<String> keys);

        /** The agent is there. */
        void opened(Line line);

        /** No more is heard. */
        void ended(Line line);
    }

    private final Channel channel;
    private final Exchange exchange;
    private final Complaints complaints;
    private final Loop loop;
    private final SortedSet<String> unsaid = new TreeSet<>();
    private final SortedMap<String, Long> unrealised = new TreeMap<>();
    private boolean greeted;
    private boolean inSet = true;
    private boolean ended;
    private long number;
    private long applied;
    private Cancellable deadline = () -> {};

    Line(Channel channel, Exchange exchange, Complaints complaints, Loop loop) {
        this.loop = loop;
        this.channel = channel;
        this.exchange = exchange;
        this.complaints = complaints;
    }

    NodeId node() {
        return channel.peer();
    }

    @Override
    public void frame(byte[] bytes) {
        if (ended) {
            return;
        }
        try {
            heard(Codec.value(bytes, Wired.class));
        } catch (IllegalArgumentException unreadable) {
            complaints.about(node(), "says of networks what nobody understands", unreadable);
            close("a frame cannot be read");
        }
    }

    private void heard(Wired said) {
        if (!greeted) {
            greeted = true;
            unsaid.addAll(exchange.keys(node()));
            exchange.opened(this);
        }
        applied = Math.max(applied, Math.min(said.applied(), number));
        if (applied == number) {
            deadline.cancel();
        }
        realised(Math.min(said.realised(), applied));
        send();
    }

    private void realised(long until) {
        var keys = new ArrayList<String>();
        unrealised.forEach(
                (key, sent) -> {
                    if (sent <= until) {
                        keys.add(key);
                    }
                });
        keys.forEach(unrealised::remove);
        if (!keys.isEmpty()) {
            exchange.realised(this, keys);
        }
    }

    /** Something is new, changed or gone. */
    void tell(String key) {
        unsaid.add(key);
    }

    /** Whether its node is made so as the newest state under a key says. */
    boolean knows(String key) {
        return greeted && !unsaid.contains(key) && !unrealised.containsKey(key);
    }

    /** Sends what the agent does not know, if it has applied what was sent before. */
    void send() {
        if (ended || !greeted || applied != number || unsaid.isEmpty() && !inSet) {
            return;
        }
        var keys = unsaid.stream().limit(MAX_KEYS).toList();
        keys.forEach(unsaid::remove);
        number++;
        keys.forEach(key -> unrealised.put(key, number));
        var more = inSet && !unsaid.isEmpty();
        var news = exchange.news(node(), keys);
        var frame = new WiringFrame(number, inSet, more, exchange.port(), news);
        inSet = more;
        if (channel.send(Codec.bytes(frame))) {
            deadline = loop.schedule(PATIENCE, () -> close("the agent does not answer"));
        } else {
            close("the agent does not read");
        }
    }

    void close(String reason) {
        channel.close(reason);
        closed(reason);
    }

    @Override
    public void closed(String reason) {
        if (!ended) {
            ended = true;
            deadline.cancel();
            exchange.ended(this);
        }
    }
}
