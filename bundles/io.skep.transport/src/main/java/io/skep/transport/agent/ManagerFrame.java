package io.skep.transport.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher says on a session.
 *
 * @param assignments what the node is to do
 * @param committed number of the last {@link Observations} that are committed; 0 when the frame
 *     says nothing of them
 * @param beatAfter when the next beat is due, in the answer to a hello or a beat
 */
public record ManagerFrame(
        @Nullable Assignments assignments, long committed, @Nullable Duration beatAfter) {

    /** Something to do. */
    public static ManagerFrame of(Assignments assignments) {
        return new ManagerFrame(assignments, 0, null);
    }

    /** Observations are committed. */
    public static ManagerFrame committed(long number) {
        return new ManagerFrame(null, number, null);
    }

    /** The answer to a hello or a beat. */
    public static ManagerFrame beatAfter(Duration due) {
        return new ManagerFrame(null, 0, due);
    }
}
