package io.skep.scheduler.engine.internal;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PlacementPreference;
import io.skep.model.spec.Platform;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SpreadOver;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Specs of tasks. */
public final class Specs {

    private Specs() {}

    public static final TaskSpec ANY = of(null, null);

    public static TaskSpec reserving(long nanoCpus, long memoryBytes) {
        return reserving(new Resources(nanoCpus, memoryBytes, List.of()));
    }

    public static TaskSpec reserving(Resources resources) {
        return of(new ResourceRequirements(null, resources), null);
    }

    public static TaskSpec where(String... constraints) {
        return placed(new Placement(List.of(constraints), List.of(), 0, List.of()));
    }

    public static TaskSpec spreadOver(String... labels) {
        var preferences =
                Stream.of(labels)
                        .map(label -> new PlacementPreference(new SpreadOver(label)))
                        .toList();
        return placed(new Placement(List.of(), preferences, 0, List.of()));
    }

    public static TaskSpec atMost(long replicasPerNode) {
        return placed(new Placement(List.of(), List.of(), replicasPerNode, List.of()));
    }

    public static TaskSpec forPlatform(String architecture, String os) {
        var platforms = List.of(new Platform(architecture, os));
        return placed(new Placement(List.of(), List.of(), 0, platforms));
    }

    public static TaskSpec placed(Placement placement) {
        return of(null, placement);
    }

    public static TaskSpec logging(String driver) {
        return new TaskSpec(
                ContainerSpec.of("image"),
                null,
                null,
                null,
                List.of(),
                new LogDriver(driver, Map.of()),
                0,
                "container");
    }

    public static TaskSpec attached(String network) {
        return new TaskSpec(
                ContainerSpec.of("image"),
                null,
                null,
                null,
                List.of(new NetworkAttachmentConfig(network, List.of(), Map.of())),
                null,
                0,
                "container");
    }

    public static GenericResource count(String kind, long value) {
        return new GenericResource(null, new DiscreteResource(kind, value));
    }

    public static GenericResource named(String kind, String value) {
        return new GenericResource(new NamedResource(kind, value), null);
    }

    private static TaskSpec of(ResourceRequirements resources, Placement placement) {
        return new TaskSpec(
                ContainerSpec.of("image"),
                resources,
                null,
                placement,
                List.of(),
                null,
                0,
                "container");
    }
}
