package io.skep.transport.spi;

import io.skep.lifecycle.Plug;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lines to other machines. Called on the host's loop; results return to it.
 *
 * <ul>
 *   <li>TRN-1: frames of a line keep their order, arrive at most once, whole
 *   <li>TRN-2: when more than {@link #MUCH} bytes wait to be sent, a line is full; who does not
 *       read makes the other end full; memory stays bounded
 *   <li>TRN-3: who shows a chain has its key; the chain leads to an anchor and is valid now. A line
 *       for which that is not so comes up at neither end, or ends at once
 *   <li>TRN-4: when a line ends, both ends hear it once, the vanished end's peer within 30 s
 *   <li>TRN-5: nothing arrives on a line before {@link Line#read}, and nothing is lost meanwhile
 *   <li>TRN-6: a frame has at most {@link #MAX_FRAME} bytes; a peer that announces more is cut off
 *   <li>TRN-7: a dial that gets no answer fails within 10 s, and so does whoever dials in and does
 *       not prove anything
 *   <li>TRN-8: who dials as a stranger shows nothing and takes every chain; the other end sees an
 *       empty one
 *   <li>TRN-9: another identity counts for lines made from then on; those that are up stay up
 * </ul>
 */
@ConsumerType
public interface Carrier extends Plug {

    /** The contract's name. */
    String CONTRACT = "transport";

    /** Bytes of a frame at most: 4 MiB of a channel's, and what the host puts before them. */
    int MAX_FRAME = 4 * 1024 * 1024 + 1024;

    /** Bytes that may wait on a line before it is full. */
    int MUCH = 8 * 1024 * 1024;

    /** How a line is begun. */
    enum As {
        /** With this node's certificate, to somebody whose chain leads to an anchor. */
        NODE,
        /** TRN-8: without one, to anybody. */
        STRANGER
    }

    /** What this node shows from now on; nothing when absent, then it dials as a stranger only. */
    void show(Optional<Identity> identity);

    /**
     * Takes lines at an address, and no more at the one before.
     *
     * @param address host:port; port 0 for any
     * @return the port; fails with a {@link io.skep.lifecycle.PlugException} when it cannot be used
     */
    CompletionStage<Integer> listen(String address);

    /** Takes no more lines; those that are up stay up. */
    void deafen();

    /**
     * Begins a line.
     *
     * @param address host:port
     * @return fails with a {@link io.skep.lifecycle.PlugException}
     */
    CompletionStage<Line> dial(String address, As as);
}
