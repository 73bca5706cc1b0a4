package io.skep.transport.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher says on a session.
 *
 * @param assignments what the node is to do
 * @param committed number of the last {@link Observations} that are committed; 0 when the frame
 *     says nothing of them
 * @param received number of the last {@link Observations} that arrived, in the answer to a hello or
 *     a beat: when one is missing that was sent before the beat, it was lost
 * @param beatAfter when the next beat is due, in the answer to a hello or a beat
 */
public record ManagerFrame(
        @Nullable Assignments assignments,
        long committed,
        long received,
        @Nullable Duration beatAfter) {

    /** Something to do. */
    public static ManagerFrame of(Assignments assignments) {
        return new ManagerFrame(assignments, 0, 0, null);
    }

    /** Observations are committed. */
    public static ManagerFrame committed(long number) {
        return new ManagerFrame(null, number, 0, null);
    }

    /** The answer to a hello or a beat. */
    public static ManagerFrame beatAfter(Duration due, long committed, long received) {
        return new ManagerFrame(null, committed, received, due);
    }
}
