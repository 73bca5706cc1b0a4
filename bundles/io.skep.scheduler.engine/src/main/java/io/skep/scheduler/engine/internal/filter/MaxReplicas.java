package io.skep.scheduler.engine.internal.filter;

import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;

/** The node does not run as many tasks of the service as it may. Source: swarm-behaviour PL-6. */
final class MaxReplicas implements NodeFilter {

    @Override
    public String name() {
        return "MaxReplicas";
    }

    @Override
    public boolean concerns(Need need) {
        return need.maxReplicas() > 0;
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        return tasksOfService < need.maxReplicas();
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        return "runs as many tasks of the service as it may: " + need.maxReplicas();
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        int there = refusal.tasksOfService();
        return List.of(
                new Fix(
                        "runs " + there + " of at most " + need.maxReplicas(),
                        refusal.update("--replicas-max-per-node " + (there + 1)),
                        Fix.WISH));
    }

    @Override
    public String summary(int nodes) {
        return "max replicas per node limit exceed";
    }
}
