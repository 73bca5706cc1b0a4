package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.Network;
import io.skep.model.spec.TaskSpec;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the tasks of one list have in common, written once: of a hundred tasks of a service nearly
 * all bytes are the same. Of one list; not for several threads.
 */
final class Repeated {

    private final Map<TaskSpec, JsonNode> specs = new IdentityHashMap<>();
    private final Map<Network, JsonNode> networks = new IdentityHashMap<>();

    JsonNode spec(TaskSpec spec, Function<TaskSpec, JsonNode> shown) {
        return specs.computeIfAbsent(spec, it -> Json.written(shown.apply(it)));
    }

    JsonNode network(Network network) {
        return networks.computeIfAbsent(network, it -> Json.written(NetworkAttached.of(it).node()));
    }
}
