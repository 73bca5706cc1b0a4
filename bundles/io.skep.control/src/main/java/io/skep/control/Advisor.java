package io.skep.control;

import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the rules and the strategy that place tasks say of one task. The scheduler's room implements
 * it with what it places by; doors ask {@link Explainer}. Safe for use by any thread.
 */
@ProviderType
public interface Advisor {

    /** How many nodes an answer names at most. */
    int MOST_NODES = 50;

    /**
     * The changes that would let nodes take a task that waits for one, as the view is.
     *
     * @return one for each node that may get it, the smallest first, then by node id; none when it
     *     does not wait for a node
     */
    List<Remedy> remedies(View view, Task task);

    /**
     * The nodes that could take the task if it had none yet, in the order in which the strategy
     * that is in use would take them: the first is its choice.
     *
     * @param now the moment; failures of the last five minutes count
     * @return none when no strategy chose the task's node, or when the one in use ranks no nodes
     */
    List<Standing> ranking(View view, Task task, Instant now);
}
