package io.skep.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that follow one another in one place of a service: a number, or a node for one-per-node
 * services. A slot is not stored; it is there through its tasks.
 *
 * @param number from 1, for jobs from 0; 0 for one-per-node services
 * @param node the node of a one-per-node service; absent for the others
 * @param tasks oldest first
 */
public record Slot(int number, @Nullable NodeId node, List<Task> tasks) {

    private static final Comparator<Task> AGE =
            Comparator.<Task, java.time.Instant>comparing(task -> task.plan().createdAt())
                    .thenComparing(Task::id);

    /** The slots of tasks of one service that has numbered slots, in order of number. */
    public static List<Slot> numbered(Collection<Task> tasks) {
        var order = Comparator.<Task>comparingInt(task -> task.plan().value().slot());
        return grouped(tasks, order, Slot::sameNumber, task -> null);
    }

    /** The slots of tasks of one service that has a slot on each node, in order of node. */
    public static List<Slot> perNode(Collection<Task> tasks) {
        var order = Comparator.comparing(Slot::nodeText);
        return grouped(tasks, order, Slot::sameNode, task -> task.plan().value().nodeId());
    }

    /** The tasks that are wanted to run, oldest first. */
    public List<Task> live() {
        return those(Task::wanted);
    }

    /** The task made last. */
    public Task newest() {
        return tasks.get(tasks.size() - 1);
    }

    /** The tasks of which something holds, oldest first. */
    public List<Task> those(Predicate<Task> holds) {
        return tasks.stream().filter(holds).toList();
    }

    private static List<Slot> grouped(
            Collection<Task> tasks,
            Comparator<Task> order,
            java.util.function.BiPredicate<Task, Task> same,
            java.util.function.Function<Task, @Nullable NodeId> node) {
        var sorted = new ArrayList<>(tasks);
        sorted.sort(order.thenComparing(AGE));
        var slots = new ArrayList<Slot>();
        for (int from = 0; from < sorted.size(); ) {
            var first = sorted.get(from);
            int to = from + 1;
            while (to < sorted.size() && same.test(first, sorted.get(to))) {
                to++;
            }
            var number = first.plan().value().slot();
            slots.add(new Slot(number, node.apply(first), List.copyOf(sorted.subList(from, to))));
            from = to;
        }
        return slots;
    }

    private static boolean sameNumber(Task a, Task b) {
        return a.plan().value().slot() == b.plan().value().slot();
    }

    private static boolean sameNode(Task a, Task b) {
        return nodeText(a).equals(nodeText(b));
    }

    private static String nodeText(Task task) {
        var node = task.plan().value().nodeId();
        return node == null ? "" : node.value();
    }
}
