package io.skep.scheduler.engine.internal.filter;

import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;

/** One rule about which nodes can take a task. Stateless. Source: swarm-behaviour SC-4. */
interface NodeFilter {

    /** Its name in explanations: Swarm's. */
    String name();

    /** Whether it has anything to say about a task. */
    boolean concerns(Need need);

    /**
     * Whether a node can take one more task.
     *
     * @param tasksOfService active tasks of the task's service on the node
     */
    boolean accepts(Need need, NodeLoad node, int tasksOfService);

    /**
     * What is missing on one node, for {@code swarm:why}. It names nothing that changes from turn
     * to turn, so that explanations are not written again and again.
     */
    String reason(Need need, NodeLoad node);

    /** The smallest changes that together satisfy it on a node that it refuses. */
    List<Fix> fixes(Need need, Refusal refusal);

    /** What Swarm says when it refused so many nodes. Source: swarm-behaviour SC-5. */
    String summary(int nodes);

    /** "on 1 node", "on 2 nodes". */
    static String on(int nodes) {
        return nodes == 1 ? " on 1 node" : " on " + nodes + " nodes";
    }
}
