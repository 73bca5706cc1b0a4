package io.skep.network.vxlan.internal.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.network.vxlan.internal.plan.Iface;
import io.skep.network.vxlan.internal.plan.Iface.Port;
import io.skep.network.vxlan.internal.plan.Iface.Traits;
import io.skep.network.vxlan.internal.plan.Net.Tunnel;
import io.skep.network.vxlan.internal.tool.ToolException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what {@code ip -json} prints of interfaces. */
final class Printed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Printed() {}

    /** What {@code ip -json -details addr show} prints, by name. */
    static SortedMap<String, Iface> ifaces(String text) {
        var all = new TreeMap<String, Iface>();
        for (var item : parsed(text)) {
            var iface = iface(item);
            all.put(iface.name(), iface);
        }
        return all;
    }

    private static Iface iface(JsonNode item) {
        var name = item.path("ifname").asText();
        var info = item.path("linkinfo");
        var kind = info.path("info_kind").asText();
        return new Iface(
                name,
                kind,
                new Traits(
                        item.path("address").asText(),
                        item.path("mtu").asInt(),
                        has(item.path("flags"), "UP"),
                        item.path("ifalias").asText()),
                port(item.path("master").asText(), info.path("info_slave_data")),
                kind.equals("vxlan") ? tunnel(name, info.path("info_data")) : Tunnel.NONE,
                addresses(item.path("addr_info")));
    }

    private static Port port(String master, JsonNode data) {
        boolean quiet =
                !data.path("learning").asBoolean(true)
                        && !data.path("flood").asBoolean(true)
                        && !data.path("mcast_flood").asBoolean(true)
                        && !data.path("bcast_flood").asBoolean(true)
                        && data.path("neigh_suppress").asBoolean(false);
        return new Port(master, quiet, data.path("hairpin").asBoolean(false));
    }

    private static Tunnel tunnel(String name, JsonNode data) {
        return new Tunnel(
                name,
                data.path("id").asInt(),
                data.path("port").asInt(),
                data.path("local").asText(data.path("local6").asText()));
    }

    private static SortedSet<String> addresses(JsonNode infos) {
        var all = new TreeSet<String>();
        for (var info : infos) {
            all.add(info.path("local").asText() + "/" + info.path("prefixlen").asText());
        }
        return all;
    }

    private static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? JSON.createArrayNode() : JSON.readTree(text);
        } catch (JsonProcessingException garbled) {
            throw new ToolException("ip: prints what cannot be read: " + garbled.getMessage());
        }
    }

    private static boolean has(JsonNode words, String word) {
        for (var each : words) {
            if (each.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
