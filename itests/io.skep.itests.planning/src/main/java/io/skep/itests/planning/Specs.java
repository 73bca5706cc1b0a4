package io.skep.itests.planning;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Placement;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Specs to begin with, and changes of them. */
public final class Specs {

    private Specs() {}

    /** A service of a mode that says nothing else. */
    public static ServiceSpec of(ServiceMode mode) {
        var task =
                new TaskSpec(ContainerSpec.of("nginx:1"), null, null, null, List.of(), null, 0, "");
        return new ServiceSpec("web", Map.of(), task, mode, null, null, List.of(), null);
    }

    /** A replicated service. */
    public static ServiceSpec replicated(long replicas) {
        return of(ServiceMode.replicated(replicas));
    }

    /** A global service. */
    public static ServiceSpec global() {
        return of(new ServiceMode.Global());
    }

    /** A restart policy. */
    public static RestartPolicy restart(RestartCondition condition, Duration delay, long attempts) {
        return new RestartPolicy(condition, delay, attempts, null);
    }

    /** How an update proceeds. */
    public static UpdateConfig rolling(long parallelism, String action, String order) {
        return new UpdateConfig(parallelism, null, action, Duration.ofSeconds(5), 0, order);
    }

    /** Another image. */
    public static UnaryOperator<ServiceSpec> image(String image) {
        return task(
                task ->
                        new TaskSpec(
                                ContainerSpec.of(image),
                                task.resources(),
                                task.restartPolicy(),
                                task.placement(),
                                task.networks(),
                                task.logDriver(),
                                task.forceUpdate(),
                                task.runtime()));
    }

    /** Another number of replicas. */
    public static UnaryOperator<ServiceSpec> replicas(long replicas) {
        return spec -> spec.withMode(ServiceMode.replicated(replicas));
    }

    /** Another restart policy. */
    public static UnaryOperator<ServiceSpec> restart(@Nullable RestartPolicy policy) {
        return task(
                task ->
                        new TaskSpec(
                                task.containerSpec(),
                                task.resources(),
                                policy,
                                task.placement(),
                                task.networks(),
                                task.logDriver(),
                                task.forceUpdate(),
                                task.runtime()));
    }

    /** Other constraints. */
    public static UnaryOperator<ServiceSpec> constraints(String... constraints) {
        return task(
                task ->
                        new TaskSpec(
                                task.containerSpec(),
                                task.resources(),
                                task.restartPolicy(),
                                new Placement(List.of(constraints), List.of(), 0, List.of()),
                                task.networks(),
                                task.logDriver(),
                                task.forceUpdate(),
                                task.runtime()));
    }

    /** Other resources. */
    public static UnaryOperator<ServiceSpec> resources(@Nullable ResourceRequirements resources) {
        return task(
                task ->
                        new TaskSpec(
                                task.containerSpec(),
                                resources,
                                task.restartPolicy(),
                                task.placement(),
                                task.networks(),
                                task.logDriver(),
                                task.forceUpdate(),
                                task.runtime()));
    }

    /** The same again. */
    public static UnaryOperator<ServiceSpec> force() {
        return task(
                task ->
                        new TaskSpec(
                                task.containerSpec(),
                                task.resources(),
                                task.restartPolicy(),
                                task.placement(),
                                task.networks(),
                                task.logDriver(),
                                task.forceUpdate() + 1,
                                task.runtime()));
    }

    /** Other ways of updating and rolling back. */
    public static UnaryOperator<ServiceSpec> rollout(
            @Nullable UpdateConfig update, @Nullable UpdateConfig rollback) {
        return spec ->
                new ServiceSpec(
                        spec.name(),
                        spec.labels(),
                        spec.taskTemplate(),
                        spec.mode(),
                        update,
                        rollback,
                        spec.networks(),
                        spec.endpointSpec());
    }

    /** Other labels. */
    public static UnaryOperator<ServiceSpec> labels(Map<String, String> labels) {
        return spec ->
                new ServiceSpec(
                        spec.name(),
                        labels,
                        spec.taskTemplate(),
                        spec.mode(),
                        spec.updateConfig(),
                        spec.rollbackConfig(),
                        spec.networks(),
                        spec.endpointSpec());
    }

    private static UnaryOperator<ServiceSpec> task(UnaryOperator<TaskSpec> change) {
        return spec -> spec.withTaskTemplate(change.apply(spec.taskTemplate()));
    }
}
