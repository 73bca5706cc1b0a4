package io.skep.allocator.internal.network;

import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.Node;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives networks their plans, first come, first served. A plan is kept for ever. */
public final class Networks {

    private static final Comparator<Network> FIRST_COME =
            Comparator.<Network>comparingLong(network -> network.spec().version())
                    .thenComparing(Network::id);

    private final Turn turn;
    private final Map<NetworkId, String> refused = new TreeMap<>();

    /** For one turn. */
    public Networks(Turn turn) {
        this.turn = turn;
    }

    /** Plans what has no plan; afterwards the questions below have answers. */
    public void settle() {
        var left =
                turn.view().networks().stream()
                        .filter(network -> network.plan() == null)
                        .sorted(FIRST_COME)
                        .toList();
        if (left.isEmpty()) {
            return;
        }
        if (!grounded(turn.view())) {
            left.forEach(network -> refused.put(network.id(), "no node has said where it is"));
            return;
        }
        var plans = new Plans(turn.view());
        for (var network : left) {
            var outcome = plans.plan(network);
            if (outcome instanceof Outcome.Granted<NetworkPlan> granted) {
                turn.put(network.id(), granted.value());
            } else if (outcome instanceof Outcome.Refused<NetworkPlan> not) {
                refused.put(network.id(), not.why());
            }
        }
    }

    /** Whether it is known what networks must not be laid over: some node has said it. */
    private static boolean grounded(View view) {
        var silent = new ArrayList<Node>();
        for (var node : view.nodes()) {
            if (node.status() != null) {
                return true;
            }
            silent.add(node);
        }
        return silent.isEmpty();
    }

    /** A network with a plan; absent when it has none or is gone. */
    Optional<Network> planned(NetworkId network) {
        return turn.view().networks().get(network).filter(found -> found.plan() != null);
    }

    /** Why a network has no plan. */
    String refusal(NetworkId network) {
        return refused.getOrDefault(network, "network " + network + " not found");
    }
}
