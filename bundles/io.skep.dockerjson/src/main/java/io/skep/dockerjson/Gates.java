package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Fields that do not exist in older versions of the API: dropped from requests of such versions.
 * Source: docker-api-notes 4.
 */
public final class Gates {

    private static final List<Gate> GATES =
            List.of(
                    new Gate(39, "DefaultAddrPool"),
                    new Gate(39, "SubnetSize"),
                    new Gate(40, "DataPathPort"),
                    new Gate(40, "TaskTemplate.ContainerSpec.Sysctls"),
                    new Gate(40, "TaskTemplate.ContainerSpec.Configs.Runtime"),
                    new Gate(40, "TaskTemplate.ContainerSpec.Privileges.CredentialSpec.Config"),
                    new Gate(40, "TaskTemplate.Placement.MaxReplicas"),
                    new Gate(41, "TaskTemplate.ContainerSpec.CapabilityAdd"),
                    new Gate(41, "TaskTemplate.ContainerSpec.CapabilityDrop"),
                    new Gate(41, "TaskTemplate.ContainerSpec.Ulimits"),
                    new Gate(41, "TaskTemplate.Resources.Limits.Pids"),
                    new Gate(41, "Mode.ReplicatedJob"),
                    new Gate(41, "Mode.GlobalJob"),
                    new Gate(44, "TaskTemplate.ContainerSpec.Privileges.Seccomp"),
                    new Gate(44, "TaskTemplate.ContainerSpec.Privileges.AppArmor"),
                    new Gate(44, "TaskTemplate.ContainerSpec.Privileges.NoNewPrivileges"),
                    new Gate(44, "TaskTemplate.ContainerSpec.Healthcheck.StartInterval"));

    private Gates() {}

    /** A field, and the minor version that brought it. */
    private record Gate(int since, List<String> path) {

        private Gate(int since, String path) {
            this(since, List.of(path.split("\\.")));
        }
    }

    /** Drops what a client of API 1.{@code minor} cannot mean. */
    public static void close(JsonNode request, int minor) {
        for (var gate : GATES) {
            if (gate.since > minor) {
                drop(request, gate.path);
            }
        }
    }

    private static void drop(JsonNode node, List<String> path) {
        if (node.isArray()) {
            node.forEach(element -> drop(element, path));
        }
        if (node instanceof ObjectNode object) {
            for (var name : matching(object, path.get(0))) {
                if (path.size() == 1) {
                    object.remove(name);
                } else {
                    drop(object.get(name), path.subList(1, path.size()));
                }
            }
        }
    }

    private static List<String> matching(ObjectNode object, String wanted) {
        return object.properties().stream()
                .map(field -> field.getKey())
                .filter(wanted::equalsIgnoreCase)
                .toList();
    }
}
