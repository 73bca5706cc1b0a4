package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.DnsConfig;
import io.skep.runtime.spi.Attached;
import io.skep.runtime.spi.Workload;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a container is plugged into networks of the cluster. Source: swarm-behaviour NW-10. */
public final class NetworkRecipe {

    private static final String HOST = "host";
    private static final String NONE = "none";
    private static final DnsConfig NO_DNS = new DnsConfig(List.of(), List.of(), List.of());

    private NetworkRecipe() {}

    /** The network of the node's own that it asks for. */
    public static Optional<String> own(Workload workload) {
        return workload.plan().networks().stream()
                .map(place -> place.local())
                .filter(local -> !local.isEmpty())
                .findFirst()
                .map(local -> local.equals(HOST) || local.equals(NONE) ? local : "default");
    }

    /** What the container is created with: its first network. */
    static Body first(Attached network) {
        return new Body().with("EndpointsConfig", Map.of(network.link().name(), endpoint(network)));
    }

    /** The body of {@code POST /networks/.../connect}: each further network. */
    public static Body further(Attached network, String container) {
        return new Body().text("Container", container).with("EndpointConfig", endpoint(network));
    }

    private static Body endpoint(Attached network) {
        var addresses = new Body();
        var endpoint = new Body();
        for (var cidr : network.place().addresses()) {
            var address = cidr.replaceAll("/.*", "");
            if (address.indexOf(':') >= 0) {
                addresses.text("IPv6Address", address);
            } else {
                addresses.text("IPv4Address", address);
                endpoint.text("MacAddress", mac(address));
            }
        }
        return endpoint.with("IPAMConfig", addresses);
    }

    /** Other nodes work it out of the address too; not all engines do. */
    private static String mac(String address) {
        var bytes = new byte[4];
        var parts = Arrays.stream(address.split("\\.")).mapToInt(Integer::parseInt).toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) parts[i];
        }
        return "02:42:" + HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    /**
     * Who answers names. On networks of the cluster that is this node, on its address there, which
     * asks others itself: the servers that the user names, or the machine's. The search list is
     * always said, lest the host's is taken; the dot stands for none.
     */
    static DnsConfig dns(Workload workload) {
        var given = workload.container().dnsConfig();
        var wanted = given == null ? NO_DNS : given;
        if (workload.networks().isEmpty()) {
            return wanted;
        }
        var gateways = workload.networks().get(0).link().gateways();
        var servers = gateways.subList(0, Math.min(1, gateways.size()));
        var search = wanted.search().isEmpty() ? List.of(".") : wanted.search();
        return new DnsConfig(servers, search, wanted.options());
    }
}
