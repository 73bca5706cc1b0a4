package io.skep.runtime.docker.internal.recipe;

import io.skep.model.TaskAttachment;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.runtime.spi.Workload;
import java.util.Optional;
import java.util.Set;

/** What this runtime does not do. */
public final class Refusal {

    private static final Set<String> OWN = Set.of("host", "bridge", "none");

    private Refusal() {}

    /** Why it cannot run a workload; empty when it can. */
    public static String of(Workload workload) {
        return unplaced(workload)
                .or(() -> unknown(workload))
                .map(network -> "runtime docker cannot attach to network " + network)
                .orElse("");
    }

    /** A network that nobody gave it a place on. */
    private static Optional<String> unplaced(Workload workload) {
        var places =
                workload.plan().networks().stream().map(place -> place.network().value()).toList();
        return workload.plan().spec().networks().stream()
                .map(NetworkAttachmentConfig::target)
                .filter(target -> !places.contains(target))
                .findFirst();
    }

    /** A network that engines do not have of their own. */
    private static Optional<String> unknown(Workload workload) {
        return workload.plan().networks().stream()
                .map(TaskAttachment::local)
                .filter(local -> !local.isEmpty() && !OWN.contains(local))
                .findFirst();
    }
}
