package io.skep.scheduler.spi;

import io.skep.model.NodeId;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * A node that can take at least one task of the group.
 *
 * @param node which
 * @param tasksOfService active tasks of the same service on it. Source: swarm-behaviour SC-6
 * @param tasks active tasks on it in all
 * @param recentFailures of this service's wish within five minutes. Source: swarm-behaviour SC-7
 * @param room how many tasks of the group it can take, 1 or more
 * @param free what is not reserved
 * @param total what it has
 */
public record Candidate(
        NodeId node,
        int tasksOfService,
        int tasks,
        int recentFailures,
        int room,
        Resources free,
        Resources total) {

    /**
     * This candidate with one more task of the group on it.
     *
     * @param need what the task reserves
     */
    public Candidate taking(Resources need) {
        return new Candidate(
                node, tasksOfService + 1, tasks + 1, recentFailures, room - 1, rest(need), total);
    }

    private Resources rest(Resources need) {
        return need.equals(Resources.NONE)
                ? free
                : new Resources(
                        free.nanoCpus() - need.nanoCpus(),
                        free.memoryBytes() - need.memoryBytes(),
                        rest(need.genericResources()));
    }

    private List<GenericResource> rest(List<GenericResource> needs) {
        var rest = new ArrayList<>(free.genericResources());
        for (var need : needs) {
            var asked = need.discreteResourceSpec();
            if (asked != null) {
                take(rest, asked);
            }
        }
        return rest;
    }

    /** From a count as many as asked for; from a set its first names. */
    private static void take(List<GenericResource> rest, DiscreteResource asked) {
        long left = asked.value();
        for (int at = 0; at < rest.size() && left > 0; ) {
            var resource = rest.get(at);
            var count = resource.discreteResourceSpec();
            if (!resource.kind().equals(asked.kind())) {
                at++;
            } else if (count == null) {
                rest.remove(at);
                left--;
            } else {
                var fewer = new DiscreteResource(count.kind(), count.value() - left);
                rest.set(at, new GenericResource(null, fewer));
                left = 0;
            }
        }
    }
}
