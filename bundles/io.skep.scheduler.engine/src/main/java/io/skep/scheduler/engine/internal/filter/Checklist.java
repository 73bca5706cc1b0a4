package io.skep.scheduler.engine.internal.filter;

import io.skep.control.Remedy;
import io.skep.model.Rejection;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.fleet.ServiceLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Swarm's filters in Swarm's order, those that concern one need. Source: swarm-behaviour SC-4. */
public final class Checklist {

    private static final List<NodeFilter> ALL =
            List.of(
                    new Ready(),
                    new Room(),
                    new Plugins(),
                    new Constraints(),
                    new Platforms(),
                    new HostPorts(),
                    new MaxReplicas());

    private final Need need;
    private final List<NodeFilter> filters;

    /** The filters that concern a need. */
    public Checklist(Need need) {
        this.need = need;
        this.filters = ALL.stream().filter(filter -> filter.concerns(need)).toList();
    }

    /** The need. */
    public Need need() {
        return need;
    }

    /** Whether a node can take one more task. */
    public boolean accepts(NodeLoad node, int tasksOfService) {
        for (var filter : filters) {
            if (!filter.accepts(need, node, tasksOfService)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many more tasks a node can take that was accepted before: all but room, ports and
     * replicas stay as they are within a turn.
     */
    public int room(NodeLoad node, int tasksOfService) {
        long room = node.room(need.resources());
        for (var port : need.hostPorts()) {
            room = Math.min(room, node.taken(port) ? 0 : 1);
        }
        if (need.maxReplicas() > 0) {
            room = Math.min(room, need.maxReplicas() - tasksOfService);
        }
        return (int) Math.max(0, Math.min(room, Integer.MAX_VALUE));
    }

    /** Why these nodes refuse. */
    public Explanation explain(List<NodeLoad> nodes, ServiceLoad service) {
        var counts = new int[ALL.size()];
        var rejections = new ArrayList<Rejection>();
        int accepting = 0;
        for (var node : nodes) {
            var refusal = refusal(node, service.on(node));
            if (refusal.isEmpty()) {
                accepting++;
                continue;
            }
            var filter = refusal.get();
            counts[ALL.indexOf(filter)]++;
            if (rejections.size() < Explanation.MOST_NODES) {
                rejections.add(new Rejection(node.id(), filter.name(), filter.reason(need, node)));
            }
        }
        return new Explanation(text(counts), rejections, accepting);
    }

    /** What would let the node of a refusal take the task. */
    public Advice advise(Refusal refusal) {
        var steps = new ArrayList<Remedy.Step>();
        int effort = 0;
        for (var filter : filters) {
            if (filter.accepts(need, refusal.node(), refusal.tasksOfService())) {
                continue;
            }
            for (var fix : filter.fixes(need, refusal)) {
                steps.add(fix.step(filter.name()));
                effort += fix.effort();
            }
            if (refusal.node().node().status() == null) {
                break; // it has to report first: nothing else is known of it
            }
        }
        return new Advice(new Remedy(refusal.node().id(), refusal.nodeName(), steps), effort);
    }

    private Optional<NodeFilter> refusal(NodeLoad node, int tasksOfService) {
        for (var filter : filters) {
            if (!filter.accepts(need, node, tasksOfService)) {
                return Optional.of(filter);
            }
        }
        return Optional.empty();
    }

    /** Most refusals first; equal ones in the filters' order. Source: swarm-behaviour SC-5. */
    private static String text(int[] counts) {
        var order = new ArrayList<Integer>();
        for (int filter = 0; filter < counts.length; filter++) {
            if (counts[filter] > 0) {
                order.add(filter);
            }
        }
        order.sort((a, b) -> Integer.compare(counts[b], counts[a]));
        var texts = order.stream().map(filter -> ALL.get(filter).summary(counts[filter])).toList();
        return String.join("; ", texts);
    }
}
