package io.skep.store.engine.internal.plug;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.Socket;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a plug anew that cannot go on: what it wrote before is on its disk, and a full one may have
 * room again. Owned by the store's loop. Source: consensus-and-faults C-12.
 */
public final class Reopening {

    private static final Logger log = LoggerFactory.getLogger(Reopening.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Loop loop;
    private final Socket<Consensus, ConsensusSink> socket;
    private final Supplier<String> wanted;
    // why the plug that is being opened cannot go on, if it said so
    private Optional<String> early = Optional.empty();

    /**
     * Of the plug in a socket.
     *
     * @param wanted the plug that is to be there when the time comes; empty for none
     */
    public Reopening(Loop loop, Socket<Consensus, ConsensusSink> socket, Supplier<String> wanted) {
        this.loop = loop;
        this.socket = socket;
        this.wanted = wanted;
    }

    /** The plug cannot go on; one that is not used yet is let go once it is. */
    public void broke(String why, boolean used) {
        if (!used) {
            early = Optional.of(why);
        } else if (!wanted.get().isEmpty()) {
            log.warn("store: {} is opened anew in {}: {}", wanted.get(), PAUSE, why);
            socket.want("");
            loop.schedule(PAUSE, () -> socket.want(wanted.get()));
        }
    }

    /** A plug is used from now on; whether it can go on. */
    public boolean opened() {
        var said = early;
        early = Optional.empty();
        said.ifPresent(why -> broke(why, true));
        return said.isEmpty();
    }

    /** None could be opened; it is tried again. */
    public void failed() {
        early = Optional.empty();
        loop.schedule(PAUSE, socket::retry);
    }
}
