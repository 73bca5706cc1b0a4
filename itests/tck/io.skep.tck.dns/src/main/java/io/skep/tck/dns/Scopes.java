package io.skep.tck.dns;

import io.skep.dns.spi.Scope;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Networks to ask about. */
final class Scopes {

    static final String VIRTUAL = "10.0.9.200";
    static final String STARTING = "10.0.9.77";
    static final String LEAVING = "10.0.9.88";

    static final NetworkId NETWORK = new NetworkId("net");

    private Scopes() {}

    /**
     * On the network {@code back}: {@code web} with a virtual address and the tasks 10.0.9.1 and
     * .2, {@code db} without one and the tasks .3, .4 and .5, and {@code odd}, whose tasks start or
     * leave.
     */
    static Scope usual() {
        var endpoints = new ArrayList<Endpoint>();
        endpoints.add(endpoint("web", 1, "10.0.9.1", Traffic.SERVING));
        endpoints.add(endpoint("web", 2, "10.0.9.2", Traffic.SERVING));
        endpoints.add(endpoint("db", 1, "10.0.9.3", Traffic.SERVING));
        endpoints.add(endpoint("db", 2, "10.0.9.4", Traffic.SERVING));
        endpoints.add(endpoint("db", 3, "10.0.9.5", Traffic.SERVING));
        endpoints.add(endpoint("web", 3, STARTING, Traffic.REACHABLE));
        endpoints.add(endpoint("odd", 1, LEAVING, Traffic.LEAVING));
        return new Scope(
                span(),
                List.of(
                        frontend("web", List.of("shop"), VIRTUAL + "/24"),
                        frontend("db", List.of(), ""),
                        frontend("odd", List.of(), "10.0.9.201/24")),
                endpoints);
    }

    /** A service with that many tasks that serve. */
    static Scope large(int tasks) {
        var endpoints = new ArrayList<Endpoint>();
        for (int i = 0; i < tasks; i++) {
            var address = "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
            endpoints.add(endpoint("s" + i % 1000, i, address, Traffic.SERVING));
        }
        var frontends = new ArrayList<Frontend>();
        for (int i = 0; i < 1000; i++) {
            frontends.add(frontend("s" + i, List.of(), "10.200." + i / 250 + "." + i % 250));
        }
        return new Scope(span(), frontends, endpoints);
    }

    static Span span() {
        var spec =
                new NetworkSpec(
                        "back", Map.of(), "overlay", Map.of(), false, false, false, false, null, "",
                        "swarm");
        return new Span(NETWORK, spec, new NetworkPlan(List.of(), List.of(), 1), Map.of());
    }

    private static Frontend frontend(String name, List<String> aliases, String virtual) {
        return new Frontend(
                NETWORK,
                new ServiceId("id-" + name),
                name,
                aliases,
                virtual.isEmpty() ? List.of() : List.of(new VirtualIp(NETWORK, virtual)),
                List.of(),
                Map.of());
    }

    private static Endpoint endpoint(String service, int slot, String address, Traffic traffic) {
        var task = "t" + address.replace(".", "");
        return new Endpoint(
                NETWORK,
                new TaskId(task),
                new ServiceId("id-" + service),
                new NodeId("n1"),
                "192.0.2.1",
                List.of(address + "/24"),
                slot,
                service + "." + slot + "." + task,
                traffic);
    }
}
