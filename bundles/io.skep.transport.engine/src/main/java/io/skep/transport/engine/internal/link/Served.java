package io.skep.transport.engine.internal.link;

import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A kind of channel that somebody in this process takes. Safe for use by any thread. */
public final class Served {

    private final Loop loop;
    private final Acceptor acceptor;
    private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();

    /** Called on that loop. */
    public Served(Loop loop, Acceptor acceptor) {
        this.loop = loop;
        this.acceptor = acceptor;
    }

    /** Where the acceptor and its sinks are called. */
    public Loop loop() {
        return loop;
    }

    /** Who takes the channels. */
    public Acceptor acceptor() {
        return acceptor;
    }

    /** A channel was opened to it. */
    public void opened(Channel channel) {
        accepted.add(channel);
    }

    /** A channel to it is closed. */
    public void gone(Channel channel) {
        accepted.remove(channel);
    }

    /** Closes all channels to it. */
    public void close(String reason) {
        accepted.forEach(channel -> channel.close(reason));
    }
}
