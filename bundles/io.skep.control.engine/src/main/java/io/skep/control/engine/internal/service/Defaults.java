package io.skep.control.engine.internal.service;

import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Network;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills in what is stored although the user did not say it. Source: docker-api-notes 3. */
final class Defaults {

    private Defaults() {}

    static ServiceSpec of(ServiceSpec given, View view) {
        var task = given.taskTemplate();
        // networks of the service itself are how old clients name those of its tasks
        var wanted = task.networks().isEmpty() ? given.networks() : task.networks();
        return new ServiceSpec(
                given.name(),
                given.labels(),
                task(task, resolved(wanted, view)),
                mode(given.mode()),
                given.updateConfig(),
                given.rollbackConfig(),
                List.of(),
                endpoint(given.endpointSpec()));
    }

    private static @Nullable EndpointSpec endpoint(@Nullable EndpointSpec given) {
        return given == null
                ? null
                : new EndpointSpec(
                        given.mode().isEmpty() ? "vip" : given.mode(),
                        given.ports().stream().map(Defaults::port).toList());
    }

    private static PortConfig port(PortConfig given) {
        return new PortConfig(
                given.name(),
                given.protocolOrTcp(),
                given.targetPort(),
                given.publishedPort(),
                given.publishMode().isEmpty() ? "ingress" : given.publishMode());
    }

    // JB-1
    private static ServiceMode mode(ServiceMode given) {
        if (given instanceof ServiceMode.ReplicatedJob job) {
            var atOnce = job.maxConcurrent() == 0 ? 1 : job.maxConcurrent();
            var inAll = job.totalCompletions() == 0 ? atOnce : job.totalCompletions();
            return new ServiceMode.ReplicatedJob(atOnce, inAll);
        }
        return given;
    }

    private static TaskSpec task(TaskSpec given, List<NetworkAttachmentConfig> networks) {
        return new TaskSpec(
                container(given.containerSpec()),
                given.resources(),
                given.restartPolicy(),
                given.placement(),
                networks,
                given.logDriver(),
                given.forceUpdate(),
                given.runtime().isEmpty() ? "container" : given.runtime());
    }

    private static @Nullable ContainerSpec container(@Nullable ContainerSpec given) {
        return given == null || !given.isolation().isEmpty()
                ? given
                : given.withIsolation("default");
    }

    private static List<NetworkAttachmentConfig> resolved(
            List<NetworkAttachmentConfig> wanted, View view) {
        return wanted.stream().map(attachment -> resolved(attachment, view)).toList();
    }

    private static NetworkAttachmentConfig resolved(NetworkAttachmentConfig wanted, View view) {
        var network = network(wanted.target(), view);
        if (network.spec().value().ingress()) {
            throw Refusals.invalid(
                    "Service cannot be explicitly attached to the ingress network \"%s\"",
                    network.spec().value().name());
        }
        return new NetworkAttachmentConfig(
                network.id().value(), wanted.aliases(), wanted.driverOpts());
    }

    private static Network network(String target, View view) {
        try {
            return Find.network(view, target);
        } catch (Refusal refused) {
            // Docker's code for a network in a spec is another one than for a network asked for
            throw refused.code() == Code.NOT_FOUND
                    ? new Refusal(Code.UNKNOWN, refused.getMessage())
                    : refused;
        }
    }
}
