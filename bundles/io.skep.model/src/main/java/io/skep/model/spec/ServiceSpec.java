package io.skep.model.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of a service.
 *
 * @param name unique without regard to case
 * @param labels free text of the user; never restarts a task. Source: swarm-behaviour SV-21
 * @param taskTemplate what each task runs
 * @param mode how many tasks there are
 * @param updateConfig how an update proceeds
 * @param rollbackConfig how a rollback proceeds
 * @param networks deprecated place of a service's networks
 * @param endpointSpec published ports and balancing
 */
public record ServiceSpec(
        String name,
        Map<String, String> labels,
        TaskSpec taskTemplate,
        ServiceMode mode,
        @Nullable UpdateConfig updateConfig,
        @Nullable UpdateConfig rollbackConfig,
        List<NetworkAttachmentConfig> networks,
        @Nullable EndpointSpec endpointSpec) {

    /** Copies, orders and fills what is absent. */
    public ServiceSpec {
        name = Given.text(name);
        labels = Given.map(labels);
        networks = Given.list(networks);
        mode = mode == null ? ServiceMode.replicated(1) : mode;
        taskTemplate = taskTemplate == null ? TaskSpec.EMPTY : taskTemplate;
    }

    /** This spec with another mode. */
    public ServiceSpec withMode(ServiceMode other) {
        return new ServiceSpec(
                name,
                labels,
                taskTemplate,
                other,
                updateConfig,
                rollbackConfig,
                networks,
                endpointSpec);
    }

    /** This spec with another task template. */
    public ServiceSpec withTaskTemplate(TaskSpec other) {
        return new ServiceSpec(
                name, labels, other, mode, updateConfig, rollbackConfig, networks, endpointSpec);
    }

    /** This spec with another name. */
    public ServiceSpec withName(String other) {
        return new ServiceSpec(
                other,
                labels,
                taskTemplate,
                mode,
                updateConfig,
                rollbackConfig,
                networks,
                endpointSpec);
    }

    /** The published ports, none when there is no endpoint spec. */
    public List<PortConfig> ports() {
        return endpointSpec == null ? List.of() : endpointSpec.ports();
    }
}
