package io.skep.dispatcher.internal;

import io.skep.model.ClusterId;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.store.Draft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Values for tests. */
final class Samples {

    static final NodeId ME = new NodeId("me");
    static final NodeId OTHER = new NodeId("other");
    static final ServiceId SERVICE = new ServiceId("service");

    private Samples() {}

    /** A cluster whose first manager is {@link #ME}. */
    static void cluster(Draft draft) {
        draft.put(Part.CLUSTER_SPEC, new ClusterId("c"), ClusterSpec.defaults());
        node(draft, ME, NodeRole.MANAGER);
    }

    static void node(Draft draft, NodeId node, NodeRole role) {
        draft.put(Part.NODE_SPEC, node, new NodeSpec("", Map.of(), role, Availability.ACTIVE));
    }

    static TaskId task(String name) {
        return new TaskId(name);
    }

    static TaskPlan plan(NodeId node, TaskState desired) {
        return plan(node, desired, 1);
    }

    static TaskPlan plan(NodeId node, TaskState desired, long specVersion) {
        return new TaskPlan(
                SERVICE,
                "web",
                Map.of(),
                1,
                TaskSpec.EMPTY,
                specVersion,
                0,
                desired,
                node == null ? TaskState.PENDING : TaskState.ASSIGNED,
                node,
                Instant.EPOCH,
                "",
                "",
                null,
                List.of(),
                List.of(),
                "spread",
                List.of());
    }

    static TaskPlan with(TaskPlan plan, TaskSpec spec) {
        return new TaskPlan(
                plan.serviceId(),
                plan.serviceName(),
                plan.serviceLabels(),
                plan.slot(),
                spec,
                plan.specVersion(),
                plan.jobIteration(),
                plan.desired(),
                plan.phase(),
                plan.nodeId(),
                plan.since(),
                "",
                "",
                null,
                List.of(),
                List.of(),
                plan.placedBy(),
                List.of());
    }

    static void assign(Draft draft, String name, NodeId node) {
        draft.put(Part.TASK_PLAN, task(name), plan(node, TaskState.RUNNING));
    }

    /** A network with addresses. */
    static void network(Draft draft, String name, boolean ingress) {
        var id = new NetworkId(name);
        draft.put(
                Part.NETWORK_SPEC,
                id,
                new NetworkSpec(
                        name, Map.of(), "overlay", Map.of(), false, false, false, ingress, null, "",
                        "swarm"));
        var pool = new IpamPool("10.5.0.0/16", "", "10.5.0.1", Map.of());
        draft.put(
                Part.NETWORK_PLAN,
                id,
                new NetworkPlan(List.of(pool), List.of("10.5.192.0/18"), 0x10000));
    }

    /** A task on networks; its address is made of its name. */
    static void attach(Draft draft, String name, NodeId node, String... networks) {
        var address = "10.5." + (name.hashCode() >> 8 & 127) + "." + (name.hashCode() & 255);
        var places =
                Arrays.stream(networks)
                        .map(
                                network ->
                                        new TaskAttachment(
                                                new NetworkId(network),
                                                List.of(address + "/16"),
                                                List.of(),
                                                Map.of()))
                        .toList();
        draft.put(Part.TASK_PLAN, task(name), plan(node, TaskState.RUNNING).attached(places));
    }

    static TaskStatus reached(TaskState state, String message) {
        return new TaskStatus(state, Instant.EPOCH, Instant.EPOCH, message, "", null, List.of());
    }

    static TaskStatus reached(TaskState state) {
        return reached(state, state.label());
    }

    static ServiceWish wish(String auth, String before) {
        return wish(Map.of(), auth, before);
    }

    static ServiceWish wish(Map<String, String> labels, String auth, String before) {
        var spec = new ServiceSpec("web", labels, null, null, null, null, List.of(), null);
        return new ServiceWish(spec, 2, spec, 1, 0, null, false, payload(auth), payload(before));
    }

    static Payload payload(String text) {
        return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static NodeDescription description(String hostname) {
        return new NodeDescription(
                hostname,
                new Platform("x86_64", "linux"),
                Resources.NONE,
                "24.0",
                Map.of(),
                List.of(),
                List.of("process"));
    }
}
