package io.skep.transport.engine.internal.link;

import io.skep.transport.TalkException.Reason;

/** Why a channel closed before it was used: it shows in how the reason begins. */
public final class Ending {

    private static final String REFUSED = "refused: ";
    private static final String UNREACHABLE = "unreachable: ";

    private Ending() {}

    /** The peer does not take the channel. */
    public static String refused(String why) {
        return REFUSED + why;
    }

    /** The peer was not reached. */
    public static String unreachable(String why) {
        return UNREACHABLE + why;
    }

    /** Whether it never came to talk with the peer. */
    public static boolean early(String reason) {
        return reason(reason) != Reason.UNKNOWN;
    }

    /** What that means for questions on the channel. */
    public static Reason reason(String reason) {
        if (reason.startsWith(REFUSED)) {
            return Reason.REFUSED;
        }
        return reason.startsWith(UNREACHABLE) ? Reason.UNREACHABLE : Reason.UNKNOWN;
    }
}
