package io.skep.scheduler.engine.internal.filter;

import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;
import java.util.stream.Collectors;

/** The task's fixed host-mode ports are free. Source: swarm-behaviour SC-9. */
final class HostPorts implements NodeFilter {

    @Override
    public String name() {
        return "HostPort";
    }

    @Override
    public boolean concerns(Need need) {
        return !need.hostPorts().isEmpty();
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        for (var port : need.hostPorts()) {
            if (node.taken(port)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        return need.hostPorts().stream()
                .filter(node::taken)
                .collect(Collectors.joining(", ", "in use: ", ""));
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        return need.hostPorts().stream()
                .filter(refusal.node()::taken)
                .map(port -> fix(refusal, port))
                .toList();
    }

    private static Fix fix(Refusal refusal, String port) {
        var holder = refusal.holder(port);
        var who = holder.isEmpty() ? "" : ", which " + holder + " has";
        var change = "free host port " + port + " on " + refusal.nodeName() + who;
        return new Fix("host port " + port + " is taken", change, Fix.ROOM);
    }

    @Override
    public String summary(int nodes) {
        return "host-mode port already in use" + NodeFilter.on(nodes);
    }
}
