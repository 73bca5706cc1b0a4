package io.skep.model.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task runs, and under which conditions. Source: swarm-behaviour SV-6.
 *
 * @param containerSpec the container
 * @param resources reservations and limits
 * @param restartPolicy what happens when it ends
 * @param placement where it may run
 * @param networks its networks
 * @param logDriver where its output goes
 * @param forceUpdate a change of this number alone replaces the tasks
 * @param runtime {@code container}
 */
public record TaskSpec(
        @Nullable ContainerSpec containerSpec,
        @Nullable ResourceRequirements resources,
        @Nullable RestartPolicy restartPolicy,
        @Nullable Placement placement,
        List<NetworkAttachmentConfig> networks,
        @Nullable LogDriver logDriver,
        long forceUpdate,
        String runtime) {

    /** Copies, orders and fills what is absent. */
    public TaskSpec {
        networks = Given.list(networks);
        runtime = Given.text(runtime);
    }

    /** A task that says nothing. */
    public static final TaskSpec EMPTY =
            new TaskSpec(null, null, null, null, List.of(), null, 0, "");

    /** What is reserved for it; {@link Resources#NONE} when nothing is said. */
    public Resources reservations() {
        return resources == null || resources.reservations() == null
                ? Resources.NONE
                : resources.reservations();
    }

    /** Where it may run; {@link Placement#ANYWHERE} when nothing is said. */
    public Placement placementOrAnywhere() {
        return placement == null ? Placement.ANYWHERE : placement;
    }
}
