package io.skep.scheduler.engine.internal.filter;

import io.skep.model.NodeState;
import io.skep.model.spec.Availability;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.ArrayList;
import java.util.List;
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
    public List<Fix> fixes(Need need, Refusal refusal) {
        var node = refusal.node().node();
        var fixes = new ArrayList<Fix>();
        if (node.state() != NodeState.READY) {
            var state = "its state is " + node.state().label();
            fixes.add(new Fix(state, "bring " + refusal.nodeName() + " back", Fix.MACHINE));
        }
        var availability = node.spec().value().availability();
        if (availability != Availability.ACTIVE) {
            fixes.add(
                    new Fix(
                            "its availability is " + availability.name().toLowerCase(Locale.ROOT),
                            "docker node update --availability active " + refusal.nodeName(),
                            Fix.SETTING));
        }
        return fixes;
    }

    @Override
    public String summary(int nodes) {
        return nodes == 1
                ? "1 node not available for new tasks"
                : nodes + " nodes not available for new tasks";
    }
}
