package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.dockerjson.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** How the engine describes a container's place on a network. Pure. */
final class Endpoints {

    /** The driver option that keeps which addresses the user wants; the engine has those it got. */
    private static final String WANTED = "io.skep.addresses";

    private static final String OPTIONS = "DriverOpts";
    private static final String IPAM = "IPAMConfig";

    private Endpoints() {}

    /** Without addresses, but with a note which are wanted. */
    static ObjectNode waiting(ObjectNode given) {
        var wanted = new ArrayList<String>();
        for (var family : List.of("IPv4Address", "IPv6Address")) {
            var address = given.path(IPAM).path(family).asText("");
            if (!address.isEmpty()) {
                wanted.add(address);
            }
        }
        var endpoint = given.deepCopy();
        endpoint.remove(IPAM);
        if (!wanted.isEmpty()) {
            var options = endpoint.get(OPTIONS) instanceof ObjectNode some ? some : Json.object();
            options.put(WANTED, String.join(",", wanted));
            endpoint.set(OPTIONS, options);
        }
        return endpoint;
    }

    /** The addresses the user wants. */
    static List<String> wanted(JsonNode endpoint) {
        var noted = endpoint.path(OPTIONS).path(WANTED).asText("");
        return noted.isEmpty() ? List.of() : List.of(noted.split(","));
    }

    /** What else the container is called. */
    static List<String> aliases(JsonNode endpoint, JsonNode container) {
        var itself =
                Stream.of(
                        head(container.path("Id").asText()),
                        container.path("Config").path("Hostname").asText(""));
        return Stream.concat(Order.texts(endpoint.path("Aliases")).stream(), itself)
                .filter(alias -> !alias.isEmpty())
                .distinct()
                .toList();
    }

    private static String head(String container) {
        return container.substring(0, Math.min(12, container.length()));
    }

    /** The endpoint as the user wants it, with the addresses it got. */
    static ObjectNode settled(JsonNode endpoint, List<String> addresses) {
        var settled = Json.object();
        for (var kept : List.of("Aliases", "Links", OPTIONS)) {
            if (endpoint.path(kept).size() > 0) {
                settled.set(kept, endpoint.get(kept));
            }
        }
        var ipam = Json.object();
        for (var cidr : addresses) {
            var address = cidr.replaceAll("/.*", "");
            if (address.indexOf(':') >= 0) {
                ipam.put("IPv6Address", address);
            } else {
                ipam.put("IPv4Address", address);
                settled.put("MacAddress", mac(address));
            }
        }
        settled.set(IPAM, ipam);
        return settled;
    }

    /** Other nodes work it out of the address too. */
    private static String mac(String address) {
        var bytes = new byte[4];
        var parts = Arrays.stream(address.split("\\.")).mapToInt(Integer::parseInt).toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) parts[i];
        }
        return "02:42:" + HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
