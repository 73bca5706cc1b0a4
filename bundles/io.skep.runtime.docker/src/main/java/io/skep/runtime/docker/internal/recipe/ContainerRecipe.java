package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Healthcheck;
import io.skep.runtime.spi.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the engine is told to create. Source: swarm-behaviour SV-5. */
public final class ContainerRecipe {

    private ContainerRecipe() {}

    /**
     * The body of {@code POST /containers/create}.
     *
     * @param networkMode how it is connected
     */
    public static Body of(Workload workload, String networkMode) {
        var spec = workload.container();
        var body = process(spec);
        if (!workload.networks().isEmpty()) {
            body.with("NetworkingConfig", NetworkRecipe.first(workload.networks().get(0)));
        }
        return body.text("Image", spec.image())
                .list("Env", env(workload))
                .map("Labels", Labels.of(workload))
                .text("StopSignal", spec.stopSignal())
                .number("StopTimeout", seconds(spec.stopGracePeriod()))
                .map("ExposedPorts", Ports.exposed(workload.plan().ports()))
                .map("Healthcheck", healthcheck(spec.healthcheck()))
                .with("HostConfig", HostRecipe.of(workload, networkMode));
    }

    private static Body process(ContainerSpec spec) {
        return new Body()
                .list("Entrypoint", spec.command())
                .list("Cmd", spec.args())
                .text("Hostname", spec.hostname())
                .text("User", spec.user())
                .text("WorkingDir", spec.dir())
                .flag("Tty", spec.tty())
                .flag("OpenStdin", spec.openStdin());
    }

    private static List<String> env(Workload workload) {
        var env = new ArrayList<>(workload.container().env());
        env.addAll(claimed(workload.plan().genericResources()));
        return env;
    }

    /** {@code DOCKER_RESOURCE_KIND=value,value}. Source: swarm-behaviour RE-3. */
    private static List<String> claimed(List<GenericResource> resources) {
        var values = new TreeMap<String, String>();
        for (var resource : resources) {
            values.merge(resource.kind(), value(resource), (one, two) -> one + "," + two);
        }
        return values.entrySet().stream()
                .map(e -> "DOCKER_RESOURCE_" + upper(e.getKey()) + "=" + e.getValue())
                .toList();
    }

    private static String value(GenericResource resource) {
        var named = resource.namedResourceSpec();
        if (named != null) {
            return named.value();
        }
        var counted = resource.discreteResourceSpec();
        return counted == null ? "" : Long.toString(counted.value());
    }

    private static String upper(String kind) {
        return kind.toUpperCase(Locale.ROOT);
    }

    private static Map<String, Object> healthcheck(@Nullable Healthcheck check) {
        if (check == null) {
            return Map.of();
        }
        return new Body()
                .list("Test", check.test())
                .nanos("Interval", check.interval())
                .nanos("Timeout", check.timeout())
                .nanos("StartPeriod", check.startPeriod())
                .nanos("StartInterval", check.startInterval())
                .number("Retries", check.retries())
                .members();
    }

    /** The engine counts whole seconds; less than one is still a grace. */
    private static long seconds(@Nullable Duration grace) {
        return grace == null ? 0 : grace.plusNanos(999_999_999).toSeconds();
    }
}
