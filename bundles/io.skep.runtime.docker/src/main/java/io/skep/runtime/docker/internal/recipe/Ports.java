package io.skep.runtime.docker.internal.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.spec.PortConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ports of the host that lead into the container. */
public final class Ports {

    private Ports() {}

    static SortedMap<String, Object> exposed(List<PortConfig> ports) {
        var exposed = new TreeMap<String, Object>();
        wanted(ports).forEach(port -> exposed.put(key(port), Map.of()));
        return exposed;
    }

    /** A published port of 0 is left to the engine. */
    static SortedMap<String, List<Map<String, String>>> bindings(List<PortConfig> ports) {
        var bindings = new TreeMap<String, List<Map<String, String>>>();
        for (var port : wanted(ports)) {
            var number = port.publishedPort() == 0 ? "" : Integer.toString(port.publishedPort());
            bindings.computeIfAbsent(key(port), key -> new ArrayList<>())
                    .add(Map.of("HostPort", number));
        }
        return bindings;
    }

    /** Those published on this host, which this runtime binds; the routing mesh has the others. */
    public static List<PortConfig> wanted(List<PortConfig> ports) {
        return ports.stream().filter(PortConfig::hostMode).toList();
    }

    /** What was bound, from {@code NetworkSettings.Ports}; once for both families of addresses. */
    public static List<PortConfig> bound(JsonNode ports) {
        var bound = new LinkedHashSet<PortConfig>();
        ports.properties()
                .forEach(
                        port -> {
                            for (var binding : port.getValue()) {
                                bound.add(bound(port.getKey(), binding));
                            }
                        });
        return List.copyOf(bound);
    }

    private static PortConfig bound(String key, JsonNode binding) {
        var slash = key.indexOf('/');
        var target = Integer.parseInt(key.substring(0, slash));
        int published = binding.path("HostPort").asInt();
        return new PortConfig("", key.substring(slash + 1), target, published, "host");
    }

    private static String key(PortConfig port) {
        return port.targetPort() + "/" + port.protocolOrTcp();
    }
}
