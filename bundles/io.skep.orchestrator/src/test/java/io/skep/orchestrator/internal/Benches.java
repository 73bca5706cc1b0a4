package io.skep.orchestrator.internal;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.PaperAllocator;
import io.skep.itests.planning.PaperScheduler;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import java.util.ArrayList;
import java.util.List;

/** Benches planned by the stages under test, and what tests ask of them. */
final class Benches {

    private Benches() {}

    /** A cluster with nodes n1, n2 and so on. */
    static Bench withNodes(int nodes) {
        var bench =
                new Bench(
                        new OrchestrateStage(),
                        new PaperAllocator(),
                        new PaperScheduler(),
                        new ReapStage());
        for (int i = 1; i <= nodes; i++) {
            bench.agents().join("n" + i);
        }
        bench.settle();
        return bench;
    }

    static List<Integer> slots(Bench bench, ServiceId service) {
        return bench.live(service).stream()
                .map(task -> task.plan().value().slot())
                .sorted()
                .toList();
    }

    static List<String> nodes(Bench bench, ServiceId service) {
        var nodes = new ArrayList<String>();
        for (var task : bench.live(service)) {
            nodes.add(String.valueOf(task.plan().value().nodeId()));
        }
        return nodes.stream().sorted().toList();
    }

    static List<TaskState> desired(Bench bench, ServiceId service) {
        return bench.tasks(service).stream().map(Task::desired).toList();
    }

    static Task on(Bench bench, ServiceId service, NodeId node) {
        return bench.live(service).stream()
                .filter(task -> node.equals(task.plan().value().nodeId()))
                .findFirst()
                .orElseThrow();
    }
}
