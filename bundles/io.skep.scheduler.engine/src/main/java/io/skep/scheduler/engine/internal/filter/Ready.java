package io.skep.scheduler.engine.internal.filter;

import io.skep.model.NodeState;
import io.skep.model.spec.Availability;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.Locale;

/** The node answers and is open for new tasks. Source: swarm-behaviour ND-3 to ND-5. */
final class Ready implements NodeFilter {

    @Override
    public String name() {
        return "Ready";
    }

    @Override
    public boolean concerns(Need need) {
        return true;
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        return node.node().takesTasks();
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        var state = node.node().state();
        var availability = node.node().spec().value().availability();
        if (state != NodeState.READY) {
            return "its state is " + state.label();
        }
        return availability == Availability.ACTIVE
                ? ""
                : "its availability is " + availability.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String summary(int nodes) {
        return nodes == 1
                ? "1 node not available for new tasks"
                : nodes + " nodes not available for new tasks";
    }
}
