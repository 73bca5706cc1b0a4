package io.skep.dispatcher.internal.report;

import io.skep.model.ManagerStatus;
import io.skep.model.Node;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.store.Draft;
import io.skep.transport.agent.Hello;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of a node. Source: swarm-behaviour ND-1, ND-2.
 *
 * @param node which
 * @param next its status, from what is stored of it
 */
public record NodeEntry(NodeId node, Function<Node, NodeStatus> next) implements Entry {

    private static final int MOST = 100;
    private static final String SEEKING = "node is currently trying to find new manager";
    private static final String ABSENT = "node is away, its machine answers";
    private static final String NEW_LEADER =
            "Node moved to \"unknown\" state due to leadership change in cluster";

    /** It has a session; a manager is reachable when it is a member of the quorum. */
    public static NodeEntry ready(NodeId node, Hello hello, ManagerStatus asManager) {
        return new NodeEntry(
                node,
                stored ->
                        new NodeStatus(
                                NodeState.READY,
                                "",
                                hello.addr(),
                                hello.description(),
                                manages(stored) ? asManager : null,
                                hello.underlay()));
    }

    /** It missed its heartbeats; as a manager too, unless it is the one that leads. */
    public static NodeEntry down(NodeId node, String why, NodeId leader) {
        return new NodeEntry(node, stored -> gone(stored, NodeState.DOWN, why, leader));
    }

    /** Its process is not there, and may come back. */
    public static NodeEntry absent(NodeId node, NodeId leader) {
        return new NodeEntry(node, stored -> gone(stored, NodeState.UNKNOWN, ABSENT, leader));
    }

    private static NodeStatus gone(Node stored, NodeState state, String why, NodeId leader) {
        var gone = moved(stored, state, why);
        var manager = gone.manager();
        return manager == null || stored.id().equals(leader)
                ? gone
                : gone.withManager(new ManagerStatus(false, "unreachable", manager.addr()));
    }

    /** It said goodbye. */
    public static NodeEntry disconnected(NodeId node) {
        return new NodeEntry(node, stored -> moved(stored, NodeState.DISCONNECTED, SEEKING));
    }

    /** These are told to look for another manager; no more at once than fit one update. */
    public static int disconnect(List<NodeId> nodes, Draft draft) {
        nodes.stream().limit(MOST).forEach(node -> disconnected(node).write(draft));
        return nodes.size();
    }

    /** It was not heard of since this node leads. Source: swarm-behaviour LF-2. */
    public static NodeEntry unknown(NodeId node, NodeId leader) {
        return new NodeEntry(
                node,
                stored -> {
                    var known = moved(stored, NodeState.UNKNOWN, NEW_LEADER);
                    var manager = known.manager();
                    return manager == null
                            ? known
                            : known.withManager(unheard(manager, node.equals(leader)));
                });
    }

    private static ManagerStatus unheard(ManagerStatus before, boolean leads) {
        return new ManagerStatus(leads, leads ? "reachable" : "unknown", before.addr());
    }

    private static NodeStatus moved(Node stored, NodeState state, String why) {
        var known = stored.status();
        if (known == null) {
            return new NodeStatus(state, why, "", nothing(), null);
        }
        return known.value().withState(state, why);
    }

    private static NodeDescription nothing() {
        return new NodeDescription(
                "", new Platform("", ""), Resources.NONE, "", Map.of(), List.of(), List.of());
    }

    /** Its role as far as the quorum has followed. */
    private static boolean manages(Node stored) {
        var grant = stored.grant();
        var role = grant == null ? stored.spec().value().role() : grant.value().role();
        return role == NodeRole.MANAGER;
    }

    @Override
    public void write(Draft draft) {
        draft.nodes().get(node).ifPresent(stored -> write(draft, stored));
    }

    private void write(Draft draft, Node stored) {
        var status = next.apply(stored);
        var known = stored.status();
        if (known == null || !known.value().equals(status)) {
            draft.put(Part.NODE_STATUS, node, status);
        }
    }

    @Override
    public int bytes() {
        return 4_096;
    }
}
