package io.skep.scheduler.engine.internal.filter;

import io.skep.model.Task;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;

/**
 * A task at a node that may not take it.
 *
 * @param view where both are
 * @param plan the task's plan
 * @param node the node
 * @param nodeName what users call it
 * @param tasksOfService active tasks of the task's service on the node
 */
public record Refusal(
        View view, TaskPlan plan, NodeLoad node, String nodeName, int tasksOfService) {

    /** A change of the service. */
    String update(String flags) {
        return "docker service update " + flags + " " + plan.serviceName();
    }

    /** Who has a host port of the node; empty when nobody is known to. */
    String holder(String port) {
        return view.tasksOn(node.id()).stream()
                .filter(task -> !task.terminal())
                .filter(task -> Need.hostPorts(task.plan().value().ports()).contains(port))
                .map(Task::name)
                .findFirst()
                .orElse("");
    }
}
