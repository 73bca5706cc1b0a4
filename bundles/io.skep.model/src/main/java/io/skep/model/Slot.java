package io.skep.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that follow one another in one place of a service: a number, or a node for one-per-node
 * services. A slot is not stored; it is there through its tasks.
 *
 * @param number from 1, for jobs from 0; 0 for one-per-node services
 * @param node the node of a one-per-node service; absent for the others
 * @param tasks oldest first, at least one unless the slot is to be filled
 */
public record Slot(int number, @Nullable NodeId node, List<Task> tasks) {

    private static final Comparator<Task> AGE =
            Comparator.<Task, Instant>comparing(task -> task.plan().createdAt())
                    .thenComparing(Task::id);

    /** An empty slot with a number. */
    public static Slot numbered(int number) {
        return new Slot(number, null, List.of());
    }

    /** An empty slot on a node. */
    public static Slot on(NodeId node) {
        return new Slot(0, node, List.of());
    }

    /**
     * The slots of tasks of one service that has numbered slots, in order of number. Takes time in
     * proportion to the tasks and the highest number; numbers are dense, services fill the lowest.
     */
    public static List<Slot> numbered(List<Task> tasks) {
        int highest = -1;
        for (var task : tasks) {
            highest = Math.max(highest, number(task));
        }
        var ends = ends(tasks, highest);
        var sorted = new Task[tasks.size()];
        for (int i = tasks.size() - 1; i >= 0; i--) {
            sorted[--ends[number(tasks.get(i))]] = tasks.get(i);
        }
        var slots = new ArrayList<Slot>();
        for (int number = 0; number <= highest; number++) {
            int to = number == highest ? sorted.length : ends[number + 1];
            if (to > ends[number]) {
                slots.add(new Slot(number, null, aged(sorted, ends[number], to)));
            }
        }
        return slots;
    }

    /** The slots of tasks of one service that has a slot on each node, in order of node. */
    public static List<Slot> perNode(List<Task> tasks) {
        var sorted = tasks.toArray(new Task[0]);
        Arrays.sort(sorted, Comparator.comparing(Slot::nodeText));
        var slots = new ArrayList<Slot>();
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && nodeText(sorted[from]).equals(nodeText(sorted[to]))) {
                to++;
            }
            var node = sorted[from].plan().value().nodeId();
            slots.add(new Slot(0, node, aged(sorted, from, to)));
            from = to;
        }
        return slots;
    }

    /** The tasks that are wanted to run, oldest first. */
    public List<Task> live() {
        if (tasks.size() == 1) {
            return tasks.get(0).wanted() ? tasks : List.of();
        }
        return tasks.stream().filter(Task::wanted).toList();
    }

    /** Whether of its two live tasks the newer is to take the place of the older elsewhere. */
    public boolean moves() {
        if (tasks.size() < 2) {
            return false;
        }
        var live = live();
        return live.size() == 2 && live.get(1).plan().value().origin().moved();
    }

    /** The task made last. */
    public Task newest() {
        return tasks.get(tasks.size() - 1);
    }

    /** For each number, how many tasks have it or a lower one. */
    private static int[] ends(List<Task> tasks, int highest) {
        var ends = new int[highest + 1];
        for (var task : tasks) {
            ends[number(task)]++;
        }
        for (int number = 1; number <= highest; number++) {
            ends[number] += ends[number - 1];
        }
        return ends;
    }

    private static List<Task> aged(Task[] tasks, int from, int to) {
        if (to - from == 1) {
            return List.of(tasks[from]);
        }
        Arrays.sort(tasks, from, to, AGE);
        return List.of(Arrays.copyOfRange(tasks, from, to));
    }

    private static int number(Task task) {
        return task.plan().value().slot();
    }

    private static String nodeText(Task task) {
        var node = task.plan().value().nodeId();
        return node == null ? "" : node.value();
    }
}
