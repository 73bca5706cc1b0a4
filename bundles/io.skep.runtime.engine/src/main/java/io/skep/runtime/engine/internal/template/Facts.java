package io.skep.runtime.engine.internal.template;

import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What placeholders may name. Source: swarm-behaviour TP-1. */
public final class Facts {

    private Facts() {}

    /** The facts of a task on a node. */
    public static Map<String, Object> of(
            TaskId task, String name, TaskPlan plan, NodeId node, NodeDescription description) {
        var slot = plan.slot() > 0 ? Integer.toString(plan.slot()) : node.value();
        return tree(
                "Service",
                tree(
                        "ID", plan.serviceId().value(),
                        "Name", plan.serviceName(),
                        "Labels", new TreeMap<String, Object>(plan.serviceLabels())),
                "Node",
                tree(
                        "ID", node.value(),
                        "Hostname", description.hostname(),
                        "Platform",
                                tree(
                                        "OS", description.platform().os(),
                                        "Architecture", description.platform().architecture())),
                "Task",
                tree("ID", task.value(), "Name", name, "Slot", slot));
    }

    private static SortedMap<String, Object> tree(Object... namesAndValues) {
        var tree = new TreeMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            tree.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return tree;
    }
}
