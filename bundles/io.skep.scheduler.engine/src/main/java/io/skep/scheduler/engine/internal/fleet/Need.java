package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.Constraint;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.model.spec.PlacementPreference;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import java.util.List;
import java.util.stream.Stream;

/**
 * What decides which nodes can take a task. Tasks with equal needs can go to the same nodes,
 * whatever service they belong to; only {@code maxReplicas} looks at the service.
 *
 * @param resources reserved for it
 * @param constraints all must hold
 * @param platforms what its image runs on; empty means anything
 * @param hostPorts fixed host-mode ports, as {@code tcp/80}
 * @param drivers what the node's engine must have
 * @param maxReplicas tasks of the service per node; 0 means unlimited
 * @param spread descriptors of the labels to spread over, outermost first
 */
public record Need(
        Resources resources,
        List<Constraint> constraints,
        List<Platform> platforms,
        List<String> hostPorts,
        Drivers drivers,
        long maxReplicas,
        List<String> spread) {

    /** The need of a task. */
    public static Need of(TaskPlan plan, View view) {
        var placement = plan.spec().placementOrAnywhere();
        return new Need(
                plan.spec().reservations(),
                constraints(placement.constraints()),
                placement.platforms(),
                hostPorts(plan.ports()),
                Drivers.of(plan, view),
                placement.maxReplicas(),
                spread(placement.preferences()));
    }

    /** Fixed host-mode ports. Source: swarm-behaviour SC-9. */
    public static List<String> hostPorts(List<PortConfig> ports) {
        if (ports.isEmpty()) {
            return List.of();
        }
        return ports.stream()
                .filter(port -> port.hostMode() && port.publishedPort() != 0)
                .map(port -> port.protocolOrTcp() + "/" + port.publishedPort())
                .distinct()
                .toList();
    }

    private static List<Constraint> constraints(List<String> texts) {
        return texts.isEmpty() ? List.of() : texts.stream().map(Need::constraint).toList();
    }

    private static List<String> spread(List<PlacementPreference> preferences) {
        if (preferences.isEmpty()) {
            return List.of();
        }
        return preferences.stream()
                .flatMap(preference -> Stream.ofNullable(preference.spread()))
                .map(over -> over.spreadDescriptor())
                .filter(Label::known)
                .toList();
    }

    /** One that cannot be read holds nowhere: better no node than any (trap 60). */
    private static Constraint constraint(String text) {
        try {
            return Constraint.parse(text);
        } catch (IllegalArgumentException unreadable) {
            return new Constraint(text, true, "");
        }
    }
}
