package io.skep.roles.internal;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.itests.store.SimStore;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.ManagerStatus;
import io.skep.model.Node;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes that come and go, a user who changes roles, a CA, and the registrar of whoever leads. */
final class Court {

    private static final Duration SOON = Duration.ofMillis(400);

    final SimKernel kernel;
    final SimStore store;
    final SimQuorum quorum;
    final SortedSet<NodeId> up = new TreeSet<>();
    private final SortedMap<NodeId, SimSeams> seams = new TreeMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    boolean peaceful;

    Court(long seed, int nodes) {
        kernel = new SimKernel(seed);
        store = new SimStore(kernel);
        quorum = new SimQuorum(this);
        store.commit(
                draft -> draft.put(Part.CLUSTER_SPEC, new ClusterId("c"), ClusterSpec.defaults()));
        for (int i = 0; i < nodes; i++) {
            joins(new NodeId("n" + i), i == 0 ? NodeRole.MANAGER : NodeRole.WORKER);
        }
        quorum.found(new NodeId("n0"));
        certify();
    }

    void joins(NodeId node, NodeRole role) {
        up.add(node);
        seams.computeIfAbsent(node, any -> kernel.node(node.value()));
        wants(node, role);
        store.commit(d -> d.put(Part.NODE_IDENTITY, node, new NodeIdentity(role, "", "")));
        heard(node);
    }

    void wants(NodeId node, NodeRole role) {
        store.commit(
                draft ->
                        draft.put(
                                Part.NODE_SPEC,
                                node,
                                new NodeSpec("", Map.of(), role, Availability.ACTIVE)));
    }

    /** A node's machine ends; its session breaks at once. */
    void fails(NodeId node) {
        up.remove(node);
        status(node, NodeState.DOWN);
        quorum.lost(node);
    }

    void returns(NodeId node) {
        up.add(node);
        heard(node);
        quorum.elect();
    }

    /** Removed by force: nobody talks to it any more. */
    void removes(NodeId node) {
        store.commit(draft -> draft.remove(Kind.NODE, node));
        up.remove(node);
        quorum.lost(node);
    }

    /** The registrar's process ends, with the leadership. */
    void dies(NodeId leader) {
        var mine = seams.get(leader);
        failures.addAll(mine.failures());
        mine.crash();
    }

    void leads(NodeId leader) {
        for (var node : store.view().nodes()) {
            if (!node.id().equals(leader) && up.contains(node.id())) {
                status(node.id(), NodeState.UNKNOWN);
                kernel.after(kernel.between(Duration.ZERO, SOON), () -> heard(node.id()));
            }
        }
        var context =
                new DutyContext(
                        leader, new ClusterId("c"), seams.get(leader), Path.of("unused"), Map.of());
        new Registrar(context, store, quorum).start();
    }

    private void heard(NodeId node) {
        if (up.contains(node)) {
            status(node, NodeState.READY);
        }
    }

    /** As the dispatcher writes it: a manager is who has the role. */
    private void status(NodeId node, NodeState state) {
        store.view().nodes().get(node).ifPresent(known -> status(known, state));
    }

    private void status(Node node, NodeState state) {
        var manager = role(node) == NodeRole.MANAGER ? manager(node.id()) : null;
        var description =
                new NodeDescription(
                        "",
                        new Platform("", ""),
                        Resources.NONE,
                        "",
                        Map.of(),
                        List.of(),
                        List.of());
        var status = new NodeStatus(state, "", "", description, manager);
        if (node.status() == null || !node.status().value().equals(status)) {
            store.commit(draft -> draft.put(Part.NODE_STATUS, node.id(), status));
        }
    }

    private static ManagerStatus manager(NodeId node) {
        return new ManagerStatus(false, "reachable", node + ":2377");
    }

    static NodeRole role(Node node) {
        return node.grant() == null ? node.spec().value().role() : node.grant().value().role();
    }

    /** Certificates follow roles while nodes answer, and statuses follow roles. */
    private void certify() {
        for (var node : store.view().nodes()) {
            if (up.contains(node.id()) && kernel.below(3) == 0) {
                var role = role(node);
                if (node.identity() != null && node.identity().value().role() != role) {
                    store.commit(
                            draft ->
                                    draft.put(
                                            Part.NODE_IDENTITY,
                                            node.id(),
                                            new NodeIdentity(role, "", "")));
                }
                status(node, node.state());
            }
        }
        kernel.after(Duration.ofMillis(200), this::certify);
    }

    /** What steps failed with, in all lives. */
    List<Throwable> failures() {
        var all = new ArrayList<>(failures);
        seams.values().forEach(each -> all.addAll(each.failures()));
        return all;
    }
}
