package io.skep.control.engine.internal;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.RestartPolicy;
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
}
