package io.skep.transport.agent;

import io.skep.model.NodeId;
import io.skep.model.spec.Given;
import io.skep.transport.ManagerAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manager says on a session.
 *
 * @param assignments what the node is to do
 * @param committed number of the last {@link Observations} that are committed; 0 when the frame
 *     says nothing of them
 * @param received number of the last {@link Observations} that arrived, in the answer to a hello or
 *     a beat: when one is missing that was sent before the beat, it was lost
 * @param beatAfter when the next beat is due, in the answer to a hello or a beat
 * @param managers all managers, in the answer to a hello and when they changed; else empty
 * @param elsewhere who it is that the manager does not lead; it closes the session
 */
public record ManagerFrame(
        @Nullable Assignments assignments,
        long committed,
        long received,
        @Nullable Duration beatAfter,
        List<ManagerAddress> managers,
        @Nullable Elsewhere elsewhere) {

    /**
     * The manager that was asked does not lead.
     *
     * @param leader who does, as far as it knows; absent when nobody does
     */
    public record Elsewhere(@Nullable NodeId leader) {}

    /** Copies the list; absent ones are none. */
    public ManagerFrame {
        managers = Given.list(managers);
    }

    /** Something to do. */
    public static ManagerFrame of(Assignments assignments) {
        return new ManagerFrame(assignments, 0, 0, null, List.of(), null);
    }

    /** Observations are committed. */
    public static ManagerFrame committed(long number) {
        return new ManagerFrame(null, number, 0, null, List.of(), null);
    }

    /** The answer to a hello or a beat. */
    public static ManagerFrame beatAfter(Duration due, long committed, long received) {
        return new ManagerFrame(null, committed, received, due, List.of(), null);
    }

    /** Where the managers are. Source: swarm-behaviour DI-3. */
    public static ManagerFrame of(List<ManagerAddress> managers) {
        return new ManagerFrame(null, 0, 0, null, managers, null);
    }

    /** Another one leads, or nobody; here are the managers. */
    public static ManagerFrame elsewhere(@Nullable NodeId leader, List<ManagerAddress> managers) {
        return new ManagerFrame(null, 0, 0, null, managers, new Elsewhere(leader));
    }
}
