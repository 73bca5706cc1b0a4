package io.skep.dockerapi.internal.world;

import static io.skep.dockerapi.internal.world.ScriptedControl.THEN;

import io.skep.dockerjson.Json;
import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.ClusterLock;
import io.skep.model.ClusterTrust;
import io.skep.model.ConfigId;
import io.skep.model.ContainerStatus;
import io.skep.model.ManagerStatus;
import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Plugin;
import io.skep.model.SecretId;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.ServiceWish;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.VirtualIp;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Objects as tests put them into the cluster. */
public final class Things {

    /** The node of the cluster. */
    public static final NodeId NODE = new NodeId("nodeid0000000000000000001");

    private Things() {}

    /** A cluster of one manager. */
    public static ScriptedControl cluster(ScriptedControl control) {
        var cluster = new ClusterId("clusterid0000000000000001");
        return control.local(ScriptedControl.node("active"))
                .commit(
                        8,
                        THEN,
                        Change.put(Part.CLUSTER_SPEC, cluster, ClusterSpec.defaults()),
                        Change.put(
                                Part.CLUSTER_TRUST,
                                cluster,
                                new ClusterTrust("PEM", "PEM", "SWMTKN-1-w", "SWMTKN-1-m")))
                .commit(9, THEN, node(), state(NodeState.READY));
    }

    /** That cluster's managers lock their disks with a key. */
    public static void lock(ScriptedControl control, byte[] key) {
        var lock = new ClusterLock(Payload.of(key));
        control.commit(
                10,
                THEN,
                Change.put(Part.CLUSTER_LOCK, new ClusterId("clusterid0000000000000001"), lock));
    }

    /** What is wanted of the node. */
    public static Change node() {
        var spec = new NodeSpec("", Map.of(), NodeRole.MANAGER, Availability.ACTIVE);
        return Change.put(Part.NODE_SPEC, NODE, spec);
    }

    /** What is known of the node. */
    public static Change state(NodeState state) {
        return state(state, "process");
    }

    /** What is known of the node, which runs its tasks so. */
    public static Change state(NodeState state, String runtime) {
        var facts =
                new NodeDescription(
                        "n1",
                        new Platform("x86_64", "linux"),
                        new Resources(2_000_000_000L, 25_276_510_208L, List.of()),
                        "28.5.2",
                        Map.of("disk", "fast"),
                        List.of(new Plugin("Network", "overlay"), new Plugin("Volume", "local")),
                        List.of(runtime));
        var manager = new ManagerStatus(true, "reachable", "10.77.0.1:2377");
        return Change.put(
                Part.NODE_STATUS, NODE, new NodeStatus(state, "", "10.77.0.1", facts, manager));
    }

    /** A spec of a service with a published port. */
    public static ServiceSpec spec(String name, ServiceMode mode) {
        return read(
                        """
                        {"Name":"%s","TaskTemplate":{"ContainerSpec":{"Image":"app:1","Init":false,\
                        "DNSConfig":{},"Isolation":"default"},\
                        "Resources":{"Limits":{},"Reservations":{}},"Placement":{},\
                        "Runtime":"container"},"EndpointSpec":{"Mode":"vip","Ports":[{\
                        "Protocol":"tcp","TargetPort":80,"PublishedPort":8080,\
                        "PublishMode":"ingress"}]}}""",
                        name)
                .withMode(mode);
    }

    /** A spec of a service with a terminal. */
    public static ServiceSpec terminal(String name) {
        return read("{\"Name\":\"%s\",\"TaskTemplate\":{\"ContainerSpec\":{\"TTY\":true}}}", name);
    }

    private static ServiceSpec read(String json, String name) {
        var text = json.formatted(name).getBytes(StandardCharsets.UTF_8);
        return Json.value(Json.parse(text), ServiceSpec.class);
    }

    /** A service that is wanted. */
    public static Change wish(String id, ServiceSpec spec) {
        var wish =
                new ServiceWish(
                        spec,
                        1,
                        null,
                        0,
                        0,
                        spec.mode().job() ? THEN : null,
                        false,
                        Payload.EMPTY,
                        Payload.EMPTY);
        return Change.put(Part.SERVICE_SPEC, new ServiceId(id), wish);
    }

    /** What was allocated for it. */
    public static Change plan(String id, ServiceSpec spec) {
        var vip = new VirtualIp(new NetworkId("8tz3i4137fxf0vvrm9zok32el"), "10.0.0.4/24");
        return Change.put(
                Part.SERVICE_PLAN,
                new ServiceId(id),
                new ServicePlan(spec.ports(), spec.endpointSpec(), List.of(vip), null, 0, false));
    }

    /** A task of a service on the node. */
    public static Change task(String id, String service, ServiceSpec spec, int slot) {
        return Change.put(
                Part.TASK_PLAN,
                new TaskId(id),
                new TaskPlan(
                        new ServiceId(service),
                        spec.name(),
                        spec.labels(),
                        slot,
                        spec.taskTemplate(),
                        1,
                        0,
                        TaskState.RUNNING,
                        TaskState.ASSIGNED,
                        NODE,
                        THEN,
                        "scheduler assigned task to node",
                        "",
                        null,
                        List.of(),
                        List.of(),
                        "spread",
                        List.of()));
    }

    /** A task's node says that it is in this state. */
    public static Change seen(String id, TaskState state) {
        var container = new ContainerStatus("c".repeat(64), 26619, 0);
        return Change.put(
                Part.TASK_STATUS,
                new TaskId(id),
                new TaskStatus(state, THEN, THEN, "started", "", container, List.of()));
    }

    /** A secret. */
    public static Change secret(String id, String name, Map<String, String> labels) {
        return Change.put(
                Part.SECRET_SPEC,
                new SecretId(id),
                new SecretSpec(name, labels, bytes("hidden"), null, null));
    }

    /** A config. */
    public static Change config(String id, String name) {
        return Change.put(
                Part.CONFIG_SPEC,
                new ConfigId(id),
                new ConfigSpec(name, Map.of(), bytes("shown"), null));
    }

    /** A swarm network. */
    public static Change network(String id, String name, Map<String, String> labels) {
        var pool = new IpamPool("10.55.0.0/24", "", "10.55.0.1", Map.of());
        return Change.put(
                Part.NETWORK_SPEC,
                new NetworkId(id),
                new NetworkSpec(
                        name,
                        labels,
                        "overlay",
                        Map.of("encrypted", ""),
                        false,
                        false,
                        true,
                        false,
                        new Ipam("default", Map.of(), List.of(pool)),
                        "",
                        "swarm"));
    }

    private static Payload bytes(String text) {
        return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
