package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.runtime.spi.Workload;

/** What this runtime does not do. */
public final class Refusal {

    private static final String HOST = "host";

    private Refusal() {}

    /** Why it cannot run a workload; empty when it can. */
    public static String of(Workload workload) {
        return workload.plan().spec().networks().stream()
                .map(NetworkAttachmentConfig::target)
                .filter(target -> !target.equals(HOST))
                .findFirst()
                .map(target -> "runtime docker cannot attach to network " + target)
                .orElse("");
    }

    /** Whether it shares its host's network. */
    public static boolean usesHostNetwork(Workload workload) {
        return workload.plan().spec().networks().stream().anyMatch(n -> n.target().equals(HOST));
    }
}
