package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Kind;
import io.skep.model.Node;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.store.Draft;

/** Changes and removes nodes. Source: swarm-behaviour ND-7 to ND-9. */
public final class NodeDesk {

    private NodeDesk() {}

    /** {@code docker node update}, {@code promote} and {@code demote}. */
    public static Receipt update(Command.UpdateNode command, Fresh fresh, Draft draft) {
        var node = Find.node(draft, command.node());
        checkComplete(command.spec());
        if (wantsManager(node) && command.spec().role() == NodeRole.WORKER) {
            checkDemotion(node, draft);
        }
        Find.current(node.spec(), command.version());
        draft.put(Part.NODE_SPEC, node.id(), command.spec());
        return Receipt.of(node.id().value());
    }

    /** {@code docker node rm}. */
    public static Receipt remove(Command.RemoveNode command, Fresh fresh, Draft draft) {
        var node = Find.node(draft, command.node());
        if (manages(node)) {
            throw Refusals.precondition(
                    "node %s is a cluster manager and is a member of the raft cluster. It must be"
                            + " demoted to worker before removal",
                    node.id());
        }
        if (!command.force() && node.state() == NodeState.READY) {
            throw Refusals.precondition("node %s is not down and can't be removed", node.id());
        }
        GuestDesk.leave(node.id(), draft);
        draft.remove(Kind.NODE, node.id());
        return Receipt.of(node.id().value());
    }

    private static void checkComplete(NodeSpec spec) {
        if (spec.role() == null) {
            throw Refusals.plain(Code.INVALID, "invalid Role: \"\"");
        }
        if (spec.availability() == null) {
            throw Refusals.plain(Code.INVALID, "invalid Availability: \"\"");
        }
    }

    // RA-8
    private static void checkDemotion(Node node, View view) {
        if (view.nodes().stream().filter(NodeDesk::wantsManager).count() == 1) {
            throw Refusals.precondition("attempting to demote the last manager of the swarm");
        }
        var rest =
                view.nodes().stream()
                        .filter(any -> manages(any) && !any.id().equals(node.id()))
                        .toList();
        if (rest.stream().filter(NodeDesk::reachable).count() < rest.size() / 2 + 1) {
            throw Refusals.precondition(
                    "can't remove member from the raft: this would result in a loss of quorum");
        }
    }

    private static boolean wantsManager(Node node) {
        return node.spec().value().role() == NodeRole.MANAGER;
    }

    private static boolean manages(Node node) {
        var status = node.status();
        return status != null && status.value().manager() != null;
    }

    private static boolean reachable(Node node) {
        var status = node.status();
        var manager = status == null ? null : status.value().manager();
        return manager != null && manager.reachability().equals("reachable");
    }
}
