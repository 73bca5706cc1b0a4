package io.skep.dispatcher.internal.wiring;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One network: its endpoints, the services before them, and the nodes that have it. */
final class Chart {

    /** By {@link Endpoint#key}. */
    final SortedMap<String, Endpoint> endpoints = new TreeMap<>();

    /** By {@link Frontend#key}. */
    final SortedMap<String, Frontend> frontends = new TreeMap<>();

    /** The tasks because of which a node has it. */
    private final SortedMap<NodeId, SortedSet<TaskId>> tasks = new TreeMap<>();

    /** Nodes that have it because all have. */
    private final SortedSet<NodeId> always = new TreeSet<>();

    /** A node has it because of a task; whether it had not before. */
    boolean join(NodeId node, TaskId task) {
        var before = has(node);
        tasks.computeIfAbsent(node, any -> new TreeSet<>()).add(task);
        return !before;
    }

    /** A task needs it no more; whether its node does not have it any more. */
    boolean leave(NodeId node, TaskId task) {
        var there = tasks.getOrDefault(node, new TreeSet<>());
        var before = has(node);
        there.remove(task);
        if (there.isEmpty()) {
            tasks.remove(node);
        }
        return before && !has(node);
    }

    /** A node has it, or not, without any task; whether that makes a difference. */
    boolean always(NodeId node, boolean has) {
        var before = has(node);
        if (has) {
            always.add(node);
        } else {
            always.remove(node);
        }
        return before != has(node);
    }

    boolean has(NodeId node) {
        return tasks.containsKey(node) || always.contains(node);
    }

    SortedSet<NodeId> nodes() {
        var nodes = new TreeSet<>(tasks.keySet());
        nodes.addAll(always);
        return nodes;
    }

    /** All that a node is to know that is new here. */
    List<String> keys() {
        var keys = new ArrayList<>(endpoints.keySet());
        keys.addAll(frontends.keySet());
        return keys;
    }
}
