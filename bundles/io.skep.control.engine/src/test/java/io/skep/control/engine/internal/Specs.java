package io.skep.control.engine.internal;

import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.UpdateConfig;
import java.util.List;
import java.util.Map;

/** Specs as tests want them. */
public final class Specs {

    private Specs() {}

    public static ServiceSpec service(String name) {
        return service(name, ContainerSpec.of("app:1"));
    }

    public static ServiceSpec service(String name, ContainerSpec container) {
        return new ServiceSpec(
                name,
                Map.of(),
                task(container),
                ServiceMode.replicated(1),
                null,
                null,
                List.of(),
                null);
    }

    public static TaskSpec task(ContainerSpec container) {
        return task(container, null, null, null);
    }

    public static TaskSpec task(
            ContainerSpec container,
            ResourceRequirements resources,
            RestartPolicy restart,
            Placement placement) {
        return new TaskSpec(container, resources, restart, placement, List.of(), null, 0, "");
    }

    public static ServiceSpec of(TaskSpec task) {
        return service("web").withTaskTemplate(task);
    }

    public static ServiceSpec updating(UpdateConfig update, UpdateConfig rollback) {
        var s = service("web");
        return new ServiceSpec(
                s.name(),
                s.labels(),
                s.taskTemplate(),
                s.mode(),
                update,
                rollback,
                s.networks(),
                s.endpointSpec());
    }

    public static ServiceSpec publishing(String name, String mode, PortConfig... ports) {
        var s = service(name);
        return new ServiceSpec(
                s.name(),
                s.labels(),
                s.taskTemplate(),
                s.mode(),
                null,
                null,
                s.networks(),
                new EndpointSpec(mode, List.of(ports)));
    }

    public static PortConfig port(int published, String mode) {
        return new PortConfig("", "tcp", 80, published, mode);
    }

    public static ServiceSpec attached(String name, String network) {
        var t = task(ContainerSpec.of("app:1"));
        var networks = List.of(new NetworkAttachmentConfig(network, List.of("alias"), Map.of()));
        return service(name)
                .withTaskTemplate(
                        new TaskSpec(t.containerSpec(), null, null, null, networks, null, 0, ""));
    }

    public static NetworkSpec network(String name, boolean ingress, boolean attachable) {
        return new NetworkSpec(
                name, Map.of(), "", Map.of(), false, false, attachable, ingress, null, "", "");
    }

    public static SecretSpec secret(String name) {
        return new SecretSpec(name, Map.of(), Payload.of(new byte[] {1}), null, null);
    }

    public static ConfigSpec config(String name) {
        return new ConfigSpec(name, Map.of(), Payload.of(new byte[] {1}), null);
    }

    public static ContainerSpec container(
            List<Mount> mounts,
            Healthcheck health,
            List<SecretReference> secrets,
            List<ConfigReference> configs) {
        return new ContainerSpec(
                "app:1", Map.of(), List.of(), List.of(), "", List.of(), "", "", List.of(), null,
                null, "", false, false, false, mounts, null, health, List.of(), null, secrets,
                configs, "", Map.of(), List.of(), List.of(), List.of(), 0);
    }

    public static TaskSpec networked(TaskSpec task, List<NetworkAttachmentConfig> networks) {
        return new TaskSpec(task.containerSpec(), null, null, null, networks, null, 0, "");
    }
}
