package io.skep.shell.internal.swarm;

import io.skep.model.spec.ServiceMode;
import io.skep.shell.internal.Refused;
import org.jspecify.annotations.Nullable;

/** Reads and changes the mode of a service. */
final class Mode {

    private Mode() {}

    static ServiceMode of(String name, @Nullable Long replicas) throws Refused {
        long count = replicas == null ? 1 : replicas;
        return switch (name) {
            case "replicated" -> ServiceMode.replicated(count);
            case "replicated-job" -> new ServiceMode.ReplicatedJob(count, count);
            case "global" -> perNode(new ServiceMode.Global(), replicas);
            case "global-job" -> perNode(new ServiceMode.GlobalJob(), replicas);
            default ->
                    throw new Refused(
                            "not one of replicated, global, replicated-job, global-job: " + name);
        };
    }

    /** AP-8: only modes with a number can be scaled. */
    static ServiceMode scaled(ServiceMode mode, @Nullable Long replicas) throws Refused {
        if (replicas == null) {
            return mode;
        }
        if (mode.perNode()) {
            throw new Refused("scale can only be used with replicated or replicated-job mode");
        }
        return of(mode.label(), replicas);
    }

    private static ServiceMode perNode(ServiceMode mode, @Nullable Long replicas) throws Refused {
        if (replicas != null) {
            throw new Refused("replicas can only be used with replicated or replicated-job mode");
        }
        return mode;
    }
}
