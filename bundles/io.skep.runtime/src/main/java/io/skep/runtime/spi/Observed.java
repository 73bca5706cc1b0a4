package io.skep.runtime.spi;

import io.skep.model.ContainerStatus;
import io.skep.model.spec.PortConfig;
import java.util.List;

/**
 * How a container is.
 *
 * @param phase of its life
 * @param container id, pid and exit code
 * @param health what its check says
 * @param ports host-mode ports with the numbers that were bound
 * @param error what the runtime says of its end, for example that it ran out of memory; may be
 *     empty
 */
public record Observed(
        Phase phase,
        ContainerStatus container,
        Health health,
        List<PortConfig> ports,
        String error) {

    /** The life of a container. */
    public enum Phase {
        /** Made, not started. */
        CREATED,
        /** Its first process runs. */
        RUNNING,
        /** Its first process ended. */
        EXITED
    }

    /** Copies the ports. */
    public Observed {
        ports = List.copyOf(ports);
    }
}
