package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.Network;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drivers that a task's node must have. Source: swarm-behaviour SC-4, VO-4.
 *
 * @param volumes volume drivers
 * @param networks network drivers
 * @param log the log driver; empty when any will do
 */
public record Drivers(List<String> volumes, List<String> networks, String log) {

    private static final Drivers NONE = new Drivers(List.of(), List.of(), "");

    static Drivers of(TaskPlan plan, View view) {
        var spec = plan.spec();
        var volumes = volumes(spec.containerSpec());
        var networks = networks(plan, view);
        var log = log(spec);
        return volumes.isEmpty() && networks.isEmpty() && log.isEmpty()
                ? NONE
                : new Drivers(volumes, networks, log);
    }

    /** Whether the task needs no driver at all. */
    public boolean none() {
        return volumes.isEmpty() && networks.isEmpty() && log.isEmpty();
    }

    private static List<String> volumes(@Nullable ContainerSpec container) {
        if (container == null || container.mounts().isEmpty()) {
            return List.of();
        }
        return container.mounts().stream()
                .map(Mount::volumeOptions)
                .flatMap(Stream::ofNullable)
                .flatMap(options -> Stream.ofNullable(options.driverConfig()))
                .map(driver -> driver.name())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Those it has a place on, the routing mesh too; as long as it has none, those it wants. */
    private static List<String> networks(TaskPlan plan, View view) {
        var wanted = plan.spec().networks();
        if (wanted.isEmpty() && plan.networks().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        plan.networks().stream().map(place -> place.network().value()),
                        wanted.stream().map(NetworkAttachmentConfig::target))
                .distinct()
                .map(id -> view.networks().get(id))
                .flatMap(Optional<Network>::stream)
                .map(network -> network.spec().value().driver())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String log(TaskSpec spec) {
        var driver = spec.logDriver();
        return driver == null || driver.name().equals("none") ? "" : driver.name();
    }
}
