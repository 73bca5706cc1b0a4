package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import java.time.Duration;

/** What {@code insertDefaults} adds to a service's spec. Source: docker-api-notes 3. */
public final class SpecDefaults {

    private SpecDefaults() {}

    /** Adds to a service as clients see it. */
    public static Shape insert(Shape service) {
        var spec = service.node().withObject("/Spec");
        var task = spec.withObject("/TaskTemplate");
        if (task.get("ContainerSpec") instanceof ObjectNode container) {
            absent(container, "StopGracePeriod", Json.tree(Duration.ofSeconds(10).toNanos()));
            absent(container, "DNSConfig", Json.object());
        }
        absent(task, "Resources", Json.object());
        absent(task, "RestartPolicy", Json.object());
        fill(
                task.withObject("/RestartPolicy"),
                Json.tree(
                        new RestartPolicy(RestartCondition.ANY, Duration.ofSeconds(5), 0L, null)));
        absent(task, "Placement", Json.object());
        if (!service.node().has("JobStatus")) {
            fill(spec.withObject("/UpdateConfig"), update().node());
            fill(spec.withObject("/RollbackConfig"), update().node());
        }
        return service;
    }

    private static Shape update() {
        return new Shape()
                .with("Parallelism", 1)
                .with("FailureAction", "pause")
                .with("Monitor", Duration.ofSeconds(5).toNanos())
                .with("MaxFailureRatio", 0)
                .with("Order", "stop-first");
    }

    private static void fill(ObjectNode given, JsonNode defaults) {
        defaults.properties().forEach(field -> absent(given, field.getKey(), field.getValue()));
    }

    private static void absent(ObjectNode given, String name, JsonNode value) {
        if (!given.has(name)) {
            given.set(name, value);
        }
    }
}
