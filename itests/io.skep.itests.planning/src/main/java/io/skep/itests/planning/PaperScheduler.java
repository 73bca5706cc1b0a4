package io.skep.itests.planning;

import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts each task on the node with the fewest; looks at constraints only. */
public final class PaperScheduler implements Stage {

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public List<String> follows() {
        return List.of("allocate");
    }

    @Override
    public void plan(Turn turn) {
        var load = new TreeMap<NodeId, Integer>();
        for (var node : turn.view().nodes()) {
            var tasks = turn.view().tasksOn(node.id());
            load.put(node.id(), (int) tasks.stream().filter(task -> !task.terminal()).count());
        }
        for (var service : turn.services()) {
            plan(turn, service, load);
        }
    }

    private static void plan(Turn turn, ServiceId service, TreeMap<NodeId, Integer> load) {
        for (var task : turn.view().tasksOf(service)) {
            if (task.state() == TaskState.PENDING && task.wanted()) {
                place(turn, task, load);
            }
        }
    }

    private static void place(Turn turn, Task task, TreeMap<NodeId, Integer> load) {
        var plan = task.plan().value();
        best(turn, task, load)
                .ifPresent(
                        node -> {
                            load.merge(node, 1, Integer::sum);
                            var note = "scheduler assigned task to node";
                            turn.put(
                                    task.id(),
                                    plan.placed(node, List.of(), "paper", turn.now(), note));
                        });
    }

    private static Optional<NodeId> best(Turn turn, Task task, TreeMap<NodeId, Integer> load) {
        var bound = task.plan().value().nodeId();
        var constraints = Constraint.all(task.plan().value().spec().placementOrAnywhere());
        return turn.view().nodes().stream()
                .filter(Node::takesTasks)
                .filter(node -> bound == null || bound.equals(node.id()))
                .filter(node -> constraints.stream().allMatch(c -> c.matches(node)))
                .map(Node::id)
                .min(Comparator.comparing(load::get));
    }
}
