package io.skep.network.vxlan.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.spec.IpamPool;
import io.skep.network.vxlan.internal.plan.Net;
import io.skep.seam.Loop;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our networks as the container engine knows them. Blocks. */
public final class EngineNetworks {

    /** Label: id of the network. */
    public static final String NETWORK = "io.skep.network.id";

    /** Label: id of the node that made it. */
    public static final String NODE = "io.skep.node.id";

    private static final Logger log = LoggerFactory.getLogger(EngineNetworks.class);
    private static final String FILTER = "%7B%22label%22%3A%5B%22" + NODE + "%3D{}%22%5D%7D";

    private final EngineHttp engine;
    private final NodeId node;

    /** Of the engine at that address. */
    public EngineNetworks(URI host, Loop loop, NodeId node) {
        this.engine = new EngineHttp(host, loop);
        this.node = node;
    }

    /** Fails when no engine answers at that address. */
    public static void greet(URI host, Loop loop) {
        new EngineHttp(host, loop).get("/version").orFail();
    }

    /**
     * Removes what nobody wants, and makes what is not there.
     *
     * @param nets all that are wanted
     * @return those that the engine refuses to make, and why: one whose addresses another network
     *     of this machine has, for example
     */
    public SortedMap<NetworkId, String> make(Collection<Net> nets) {
        var there = list();
        var refused = new TreeMap<NetworkId, String>();
        for (var net : nets) {
            if (there.remove(net.bridge()) == null) {
                create(net).ifPresent(why -> refused.put(net.id(), why));
            }
        }
        there.values().forEach(this::remove);
        return refused;
    }

    /** Whether the engine has these networks, and no others that this node made. */
    public boolean agrees(Collection<Net> nets) {
        return list().keySet().equals(nets.stream().map(Net::bridge).collect(Collectors.toSet()));
    }

    /** Ids by bridge. */
    private SortedMap<String, String> list() {
        var ids = new TreeMap<String, String>();
        var path = "/networks?filters=" + FILTER.replace("{}", node.value());
        for (var item : engine.get(path).orFail()) {
            var bridge = item.path("Options").path("com.docker.network.bridge.name").asText();
            ids.put(bridge, item.path("Id").asText());
        }
        return ids;
    }

    private Optional<String> create(Net net) {
        var answer = engine.post("/networks/create", body(net));
        if (answer.refused()) {
            return Optional.of(answer.message());
        }
        answer.orFail();
        log.info("network {}: made as {} on {}", net.id(), net.name(), net.bridge());
        return Optional.empty();
    }

    private Map<String, Object> body(Net net) {
        return Map.of(
                "Name", net.name(),
                "CheckDuplicate", true,
                "Driver", "bridge",
                "Internal", net.options().internal(),
                "Attachable", net.options().attachable(),
                "EnableIPv6", net.options().ipv6(),
                "IPAM", Map.of("Config", net.pools().stream().map(EngineNetworks::pool).toList()),
                "Options",
                        Map.of(
                                "com.docker.network.bridge.name", net.bridge(),
                                "com.docker.network.driver.mtu", Integer.toString(net.mtu())),
                "Labels", Map.of(NETWORK, net.id().value(), NODE, node.value()));
    }

    private static Map<String, String> pool(IpamPool pool) {
        return Map.of("Subnet", pool.subnet(), "Gateway", pool.gateway());
    }

    /** Containers that nobody told to leave are unplugged. */
    private void remove(String id) {
        var network = engine.get("/networks/" + id);
        for (var container : containers(network.body())) {
            log.info("network {}: container {} is unplugged", id, container);
            engine.post(
                    "/networks/" + id + "/disconnect",
                    Map.of("Container", container, "Force", true));
        }
        var answer = engine.delete("/networks/" + id);
        if (!answer.missing()) {
            answer.orFail();
        }
    }

    private static List<String> containers(JsonNode network) {
        return network.path("Containers").properties().stream().map(Map.Entry::getKey).toList();
    }
}
