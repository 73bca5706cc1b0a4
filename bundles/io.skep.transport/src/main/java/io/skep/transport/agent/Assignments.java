package io.skep.transport.agent;

import io.skep.model.Config;
import io.skep.model.Secret;
import io.skep.model.TaskId;
import io.skep.model.spec.Given;
import java.util.List;

/**
 * What a node is to do: all of it, or what has changed. The next one is sent when the agent said
 * that it has applied this one; a number that does not follow the last one means that something was
 * lost, and the agent begins a new session. Source: swarm-behaviour DI-3.
 *
 * @param number from 1, in order
 * @param set whether this is all there is: what is not in it is forgotten
 * @param more whether the rest of the set follows; it counts as a whole when it is complete
 * @param tasks new and changed ones
 * @param removed tasks to forget; none in a set
 * @param secrets what the tasks refer to and the node does not have; never later than the first
 *     task that needs it. Source: swarm-behaviour SE-6
 * @param configs likewise
 * @param dropped ids of secrets and configs that no task needs any more; none in a set
 */
public record Assignments(
        long number,
        boolean set,
        boolean more,
        List<TaskOrder> tasks,
        List<TaskId> removed,
        List<Secret> secrets,
        List<Config> configs,
        List<String> dropped) {

    /** Copies the lists; absent ones are empty. */
    public Assignments {
        tasks = Given.list(tasks);
        removed = Given.list(removed);
        secrets = Given.list(secrets);
        configs = Given.list(configs);
        dropped = Given.list(dropped);
    }

    /** Tasks that refer to nothing new. */
    public Assignments(
            long number, boolean set, boolean more, List<TaskOrder> tasks, List<TaskId> removed) {
        this(number, set, more, tasks, removed, List.of(), List.of(), List.of());
    }
}
