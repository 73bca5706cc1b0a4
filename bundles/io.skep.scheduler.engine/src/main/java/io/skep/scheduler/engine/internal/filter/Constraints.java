package io.skep.scheduler.engine.internal.filter;

import io.skep.model.Constraint;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;
import java.util.stream.Collectors;

/** All placement constraints hold. Source: swarm-behaviour PL-1 to PL-4. */
final class Constraints implements NodeFilter {

    @Override
    public String name() {
        return "Constraint";
    }

    @Override
    public boolean concerns(Need need) {
        return !need.constraints().isEmpty();
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        for (var constraint : need.constraints()) {
            if (!constraint.matches(node.node())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        return need.constraints().stream()
                .filter(constraint -> !constraint.matches(node.node()))
                .map(Constraints::text)
                .collect(Collectors.joining(", ", "not ", ""));
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        return new Amendment(need, refusal).fixes();
    }

    @Override
    public String summary(int nodes) {
        return "scheduling constraints not satisfied" + NodeFilter.on(nodes);
    }

    static String text(Constraint constraint) {
        return constraint.key() + (constraint.equal() ? "==" : "!=") + constraint.value();
    }
}
