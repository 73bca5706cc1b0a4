package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.Network;
import io.skep.model.Rejection;
import io.skep.model.spec.TaskSpec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the tasks of one list have in common, written once: of a hundred tasks of a service nearly
 * all bytes are the same. Of one list; not for several threads.
 */
final class Repeated {

    private record Reasons(String placedBy, List<Rejection> rejections) {}

    private final Map<Reasons, JsonNode> reasons = new HashMap<>();
    private final Map<TaskSpec, JsonNode> specs = new IdentityHashMap<>();
    private final Map<Network, JsonNode> networks = new IdentityHashMap<>();

    JsonNode spec(TaskSpec spec, Function<TaskSpec, JsonNode> shown) {
        return specs.computeIfAbsent(spec, it -> Json.written(shown.apply(it)));
    }

    JsonNode reasons(String placedBy, List<Rejection> rejections, Supplier<JsonNode> shown) {
        return reasons.computeIfAbsent(
                new Reasons(placedBy, rejections), it -> Json.written(shown.get()));
    }

    JsonNode network(Network network) {
        return networks.computeIfAbsent(network, it -> Json.written(NetworkAttached.of(it).node()));
    }
}
