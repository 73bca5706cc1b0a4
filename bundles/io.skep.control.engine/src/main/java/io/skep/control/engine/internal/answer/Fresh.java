package io.skep.control.engine.internal.answer;

import io.skep.seam.Seams;
import java.time.Instant;

/**
 * What a command may use of chance and time, drawn before its change runs, since that may run
 * again.
 *
 * @param id for the object it makes
 * @param now when it was given
 * @param chance for a name
 */
public record Fresh(String id, Instant now, int chance) {

    /** Drawn from a node's seams. */
    public static Fresh of(Seams seams) {
        return new Fresh(
                seams.entropy().id(), seams.time().now(), seams.entropy().below(Integer.MAX_VALUE));
    }
}
