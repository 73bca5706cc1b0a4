package io.skep.dispatcher.internal.session;

import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.SecretReference;
import io.skep.transport.agent.TaskOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The secrets and configs one agent has, and which of its tasks need them. What changes or goes
 * meanwhile does not reach tasks that have it. Source: swarm-behaviour SE-6, traps 81 and 82.
 */
final class Pouch {

    private final SortedMap<String, SortedSet<TaskId>> users = new TreeMap<>();
    private final SortedSet<String> unused = new TreeSet<>();

    /** The agent has nothing. */
    void clear() {
        users.clear();
        unused.clear();
    }

    /** A task needs nothing any more. */
    void release(TaskId task) {
        users.values().forEach(tasks -> tasks.remove(task));
        users.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .forEach(entry -> unused.add(entry.getKey()));
        users.keySet().removeAll(unused);
    }

    /** Whether the agent has what no task needs. */
    boolean hasUnused() {
        return !unused.isEmpty();
    }

    /** What the agent is to drop; it is told once. */
    List<String> dropped() {
        var all = List.copyOf(unused);
        unused.clear();
        return all;
    }

    /** Adds what a task needs and the agent does not have; false when the page has no room. */
    boolean fill(TaskOrder order, View view, Page page) {
        for (var id : needed(order)) {
            if (!users.containsKey(id) && isThere(view, id)) {
                if (!page.hasRoom()) {
                    return false;
                }
                view.secrets().get(id).ifPresent(page::add);
                view.configs().get(id).ifPresent(page::add);
                unused.remove(id);
                users.put(id, new TreeSet<>());
            }
            if (users.containsKey(id)) {
                users.get(id).add(order.task());
            }
        }
        return true;
    }

    private static boolean isThere(View view, String id) {
        return view.secrets().get(id).isPresent() || view.configs().get(id).isPresent();
    }

    private static List<String> needed(TaskOrder order) {
        var container = order.plan().spec().containerSpec();
        if (container == null) {
            return List.of();
        }
        var ids = new ArrayList<String>();
        Stream.concat(
                        container.secrets().stream().map(SecretReference::secretID),
                        container.configs().stream().map(ConfigReference::configID))
                .filter(id -> !id.isEmpty())
                .forEach(ids::add);
        return ids;
    }
}
