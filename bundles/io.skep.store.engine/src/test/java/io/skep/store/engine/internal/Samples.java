package io.skep.store.engine.internal;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.ClusterTrust;
import io.skep.model.ConfigId;
import io.skep.model.ContainerStatus;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.SecretId;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.ServiceWish;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.RaftConfig;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.store.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A value of every part there is. */
final class Samples {

    static final Instant THEN = Instant.parse("2029-12-31T23:59:59.123456789Z");
    static final ClusterId CLUSTER = new ClusterId("cluster");
    static final NodeId NODE = new NodeId("node1");
    static final ServiceId SERVICE = new ServiceId("service1");
    static final TaskId TASK = new TaskId("task1");

    private Samples() {}

    static void putConfig(Draft draft, String id) {
        draft.put(Part.CONFIG_SPEC, new ConfigId(id), config(id, 3));
    }

    /** Puts a part whose type is not known here. */
    @SuppressWarnings("unchecked") // a change holds a value of its part's type
    static String put(Draft draft, Change.Put put) {
        draft.put((Part<Record>) put.part(), new ConfigId(put.id()), put.value());
        return "put";
    }

    static ConfigSpec config(String name, int bytes) {
        return new ConfigSpec(name, Map.of("l", "v"), Payload.of(new byte[bytes]), null);
    }

    static ClusterSpec cluster() {
        return ClusterSpec.defaults().withPlug("scheduler", "spread");
    }

    static ClusterSpec frequentSnapshots(long interval) {
        var spec = ClusterSpec.defaults();
        return new ClusterSpec(
                spec.name(),
                spec.labels(),
                spec.orchestration(),
                new RaftConfig(interval, null, 0, 0, 0),
                spec.dispatcher(),
                spec.caConfig(),
                spec.taskDefaults(),
                spec.encryptionConfig(),
                spec.plugs());
    }

    static NodeSpec node() {
        return new NodeSpec("", Map.of("zone", "1"), NodeRole.WORKER, Availability.ACTIVE);
    }

    static NodeStatus nodeStatus() {
        var facts =
                new NodeDescription(
                        "host1",
                        new Platform("x86_64", "linux"),
                        Resources.NONE,
                        "27.0",
                        Map.of(),
                        List.of(),
                        List.of("docker"));
        return new NodeStatus(NodeState.READY, "", "10.0.0.1", facts, null);
    }

    static ServiceWish wish() {
        var spec =
                new ServiceSpec(
                        "web",
                        Map.of("team", "blue"),
                        taskSpec(),
                        new ServiceMode.ReplicatedJob(2, 7),
                        null,
                        null,
                        List.of(),
                        null);
        return new ServiceWish(
                spec, 5, null, 0, 0, THEN, false, Payload.of(new byte[] {1, 2}), Payload.EMPTY);
    }

    static ServicePlan servicePlan() {
        var port = new PortConfig("http", "tcp", 80, 30_000, "ingress");
        return new ServicePlan(List.of(port), null, List.of(), null, 0, false);
    }

    static TaskSpec taskSpec() {
        var container =
                ContainerSpec.of("nginx:1.27").withEnv(List.of("A=1", "B=2")).withArgs(List.of());
        return new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
    }

    static TaskPlan plan(int slot) {
        return new TaskPlan(
                SERVICE,
                "web",
                Map.of("team", "blue"),
                slot,
                taskSpec(),
                5,
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
                List.of());
    }

    static TaskStatus status(TaskState state) {
        var container = new ContainerStatus("c".repeat(64), 4711, 0);
        return new TaskStatus(state, THEN, THEN, "started", "", container, List.of());
    }

    private static NetworkPlan addresses() {
        var pool = new IpamPool("10.0.1.0/24", "", "10.0.1.1", Map.of());
        return new NetworkPlan(List.of(pool), List.of("10.0.1.192/26"), 65536);
    }

    static NetworkSpec network() {
        return new NetworkSpec(
                "front",
                Map.of(),
                "overlay",
                Map.of("mtu", "1400"),
                false,
                false,
                true,
                false,
                null,
                "",
                "swarm");
    }

    static SecretSpec secret() {
        return new SecretSpec("key", Map.of(), Payload.of(new byte[] {9, 8, 7}), null, null);
    }

    static ClusterTrust trust() {
        return new ClusterTrust("PEM", "PEM", "SWMTKN-1-w", "SWMTKN-1-m");
    }

    /** Every part once, in an order in which they may be put. */
    static List<Change> everyPart() {
        return List.of(
                Change.put(Part.CLUSTER_SPEC, CLUSTER, cluster()),
                Change.put(Part.CLUSTER_TRUST, CLUSTER, trust()),
                Change.put(Part.NODE_SPEC, NODE, node()),
                Change.put(Part.NODE_STATUS, NODE, nodeStatus()),
                Change.put(Part.SERVICE_SPEC, SERVICE, wish()),
                Change.put(Part.SERVICE_PLAN, SERVICE, servicePlan()),
                Change.put(Part.NETWORK_SPEC, new NetworkId("network1"), network()),
                Change.put(Part.NETWORK_PLAN, new NetworkId("network1"), addresses()),
                Change.put(Part.SECRET_SPEC, new SecretId("secret1"), secret()),
                Change.put(Part.CONFIG_SPEC, new ConfigId("config1"), config("conf", 3)),
                Change.put(Part.TASK_PLAN, TASK, plan(1)),
                Change.put(Part.TASK_STATUS, TASK, status(TaskState.RUNNING)));
    }
}
