package io.skep.scheduler.engine.internal;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.PaperAllocator;
import io.skep.itests.planning.Specs;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ServiceSpec;
import io.skep.orchestrator.internal.OrchestrateStage;
import io.skep.orchestrator.internal.ReapStage;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spread.internal.SpreadStrategy;
import io.skep.updater.internal.UpdateStage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bench with every stage of a leader, but for addresses. */
final class Hall {

    final Bench bench =
            new Bench(
                    new OrchestrateStage(),
                    new UpdateStage(),
                    new PaperAllocator(),
                    new Scheduling(),
                    new ReapStage());

    /** A hall with nodes n1 to so many. */
    static Hall of(int nodes) {
        var hall = new Hall();
        for (int i = 1; i <= nodes; i++) {
            hall.bench.agents().join("n" + i);
        }
        hall.bench.settle();
        return hall;
    }

    /** A service that lets so many tasks move at a time, running. */
    ServiceId running(long replicas, String budget) {
        return running(moving(replicas, budget));
    }

    ServiceId running(ServiceSpec spec) {
        var id = bench.users().create(spec);
        bench.run();
        return id;
    }

    static ServiceSpec moving(long replicas, String budget) {
        return Specs.labels(Map.of("skep.rebalance", budget)).apply(Specs.replicated(replicas));
    }

    /** How many tasks of a service are wanted on each node that takes tasks. */
    Map<String, Integer> counts(ServiceId service) {
        var counts = new TreeMap<String, Integer>();
        bench.state().nodes().stream()
                .filter(Node::takesTasks)
                .forEach(node -> counts.put(node.id().value(), 0));
        for (var task : bench.live(service)) {
            var node = task.plan().value().nodeId();
            counts.computeIfPresent(node == null ? "" : node.value(), (any, count) -> count + 1);
        }
        return counts;
    }

    /** Slots in which a task is to take the place of another. */
    List<Slot> moves(ServiceId service) {
        return Slot.numbered(bench.tasks(service)).stream().filter(Slot::moves).toList();
    }

    /** The task that is to take the place of another. */
    Task newcomer(ServiceId service) {
        return moves(service).get(0).live().get(1);
    }

    NodeId nodeOf(Task task) {
        return task.plan().value().nodeId();
    }

    long running(ServiceId service) {
        return bench.live(service).stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .count();
    }

    private static final class Scheduling implements Stage {

        private final Schedule schedule;

        Scheduling() {
            var strategies = new Strategies();
            strategies.bind(new SpreadStrategy(), "spread", "1.0.0");
            schedule = new Schedule(strategies);
        }

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
            schedule.plan(turn);
        }
    }
}
