package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.dockerjson.Json;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.spec.IpamPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The body of {@code POST /containers/create}. Pure. */
final class Order {

    private static final Set<String> ENGINES =
            Set.of("", "default", "bridge", "host", "none", "nat");
    private static final String ENDPOINTS = "EndpointsConfig";

    private Order() {}

    /** The networks it names that may be the cluster's. */
    static Set<String> networks(JsonNode body) {
        var names = new TreeSet<String>();
        names.add(body.path("HostConfig").path("NetworkMode").asText(""));
        body.path("NetworkingConfig").path(ENDPOINTS).fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> ENGINES.contains(name) || name.startsWith("container:"));
        return names;
    }

    /**
     * Has the engine's name for a network stand where the user's stands. The address the user wants
     * is kept for later: the network need not be on this node yet.
     */
    static void put(ObjectNode body, String typed, Span span) {
        var host = child(body, "HostConfig");
        var name = Link.nameOf(span.spec());
        if (host.path("NetworkMode").asText("").equals(typed)) {
            host.put("NetworkMode", name);
        }
        var endpoints = child(child(body, "NetworkingConfig"), ENDPOINTS);
        var given = endpoints.remove(typed);
        var endpoint = given instanceof ObjectNode some ? some : Json.object();
        endpoints.set(name, Endpoints.waiting(endpoint));
        dns(host, span);
    }

    /** Names are answered by this node, on its address in the network. */
    private static void dns(ObjectNode host, Span span) {
        if (host.path("Dns").isEmpty()) {
            var servers = span.plan().pools().stream().map(IpamPool::gateway).limit(1).toList();
            host.set("Dns", Json.tree(servers));
        }
        if (host.path("DnsSearch").isEmpty()) {
            host.set("DnsSearch", Json.tree(List.of(".")));
        }
    }

    private static ObjectNode child(ObjectNode parent, String field) {
        if (parent.get(field) instanceof ObjectNode there) {
            return there;
        }
        var made = Json.object();
        parent.set(field, made);
        return made;
    }

    /** The names in an array of texts. */
    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
