package io.skep.transport.agent;

import io.skep.model.net.Wiring;

/**
 * What a manager says of networks: first the whole set, in one or more frames, then differences.
 * One frame is under way at a time: the next one waits until this one is {@link Wired#applied}.
 *
 * @param number 1 for the first frame of a channel, then one more each time
 * @param set whether it belongs to the whole set
 * @param more whether more frames of the set follow: only the last one makes it count
 * @param port UDP port of the data path
 * @param news what is new, or a part of all
 */
public record WiringFrame(long number, boolean set, boolean more, int port, Wiring.News news) {

    /** The kind of the channel; the dispatcher serves it. */
    public static final String CHANNEL = "agent.wiring";
}
