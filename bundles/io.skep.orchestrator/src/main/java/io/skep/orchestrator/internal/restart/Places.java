package io.skep.orchestrator.internal.restart;

import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What nodes mean for the tasks on them. */
public final class Places {

    private final View view;

    /** The nodes of a view. */
    public Places(View view) {
        this.view = view;
    }

    /** Whether a node keeps no tasks: down or drained. One that is merely unknown keeps them. */
    public static boolean refuses(Node node) {
        return node.state() == NodeState.DOWN || drains(node);
    }

    /** Whether the task cannot stay: its node is down, drained or gone. ND-5, ND-9. */
    public boolean lost(Task task) {
        var id = task.plan().value().nodeId();
        return id != null && node(id).map(Places::refuses).orElse(true);
    }

    /** Whether the task's node is drained. */
    boolean drained(Task task) {
        return node(task.plan().value().nodeId()).filter(Places::drains).isPresent();
    }

    /** Whether nobody needs to wait for the task to stop. Source: swarm-behaviour RS-3. */
    boolean quiet(Task task) {
        return task.terminal()
                || task.state().before(TaskState.ASSIGNED)
                || node(task.plan().value().nodeId())
                        .map(node -> node.state() == NodeState.DOWN)
                        .orElse(true);
    }

    private Optional<Node> node(@Nullable NodeId id) {
        return id == null ? Optional.empty() : view.nodes().get(id);
    }

    private static boolean drains(Node node) {
        return node.spec().value().availability() == Availability.DRAIN;
    }
}
