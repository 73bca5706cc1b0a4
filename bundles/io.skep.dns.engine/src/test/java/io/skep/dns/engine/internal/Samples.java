package io.skep.dns.engine.internal;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DnsConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.TaskSpec;
import io.skep.slice.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node's networks, in the making. */
public final class Samples {

    public static final NodeId SELF = new NodeId("self");

    private final List<Span> spans = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Frontend> frontends = new ArrayList<>();

    public Samples network(String name) {
        return network(name, false, false);
    }

    public Samples network(String name, boolean internal, boolean ingress) {
        var spec =
                new NetworkSpec(
                        name, Map.of(), "overlay", Map.of(), false, internal, false, ingress, null,
                        "", "swarm");
        spans.add(new Span(id(name), spec, new NetworkPlan(List.of(), List.of(), 1), Map.of()));
        return this;
    }

    public Samples service(String network, String name, String virtual) {
        frontends.add(
                new Frontend(
                        id(network),
                        new ServiceId("id-" + name),
                        name,
                        List.of(),
                        virtual.isEmpty()
                                ? List.of()
                                : List.of(new VirtualIp(id(network), virtual + "/24")),
                        List.of(),
                        Map.of()));
        return this;
    }

    public Samples task(String network, String service, int slot, String address) {
        return task(network, service, slot, address, SELF);
    }

    public Samples task(String network, String service, int slot, String address, NodeId node) {
        var task = new TaskId(service + "-" + slot);
        endpoints.add(
                new Endpoint(
                        id(network),
                        task,
                        new ServiceId("id-" + service),
                        node,
                        "192.0.2.1",
                        List.of(address + "/24"),
                        slot,
                        service + "." + slot + "." + task,
                        Traffic.SERVING));
        return this;
    }

    public Wiring wiring() {
        return Wiring.EMPTY.after(
                1, 4789, new Wiring.News(spans, endpoints, frontends, List.of(), List.of()));
    }

    public static Link link(String network, String gateway) {
        return new Link(id(network), network, "sk-" + network, List.of(gateway));
    }

    /** A task of this node, whose spec names these servers. */
    static Assignment assignment(TaskId task, List<String> servers) {
        var spec =
                new TaskSpec(container(servers), null, null, null, List.of(), null, 0, "container");
        var plan =
                new TaskPlan(
                        new ServiceId("s"),
                        "web",
                        Map.of(),
                        1,
                        spec,
                        1,
                        0,
                        TaskState.RUNNING,
                        TaskState.ASSIGNED,
                        SELF,
                        Instant.EPOCH,
                        "",
                        "",
                        null,
                        List.of(),
                        List.of(),
                        "",
                        List.of());
        return new Assignment(task, plan, Payload.EMPTY);
    }

    private static ContainerSpec container(List<String> servers) {
        return new ContainerSpec(
                "app",
                Map.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                "",
                "",
                List.of(),
                null,
                null,
                "",
                false,
                false,
                false,
                List.of(),
                null,
                null,
                List.of(),
                new DnsConfig(servers, List.of(), List.of()),
                List.of(),
                List.of(),
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    private static NetworkId id(String name) {
        return new NetworkId("id-" + name);
    }
}
