package io.skep.transport.agent;

import io.skep.model.spec.Given;
import java.util.List;

/**
 * What an agent observed since it last said so, superseded states left out. The next ones are sent
 * when these are committed. Source: swarm-behaviour DI-5.
 *
 * @param number from 1, in order
 * @param tasks one for each task
 */
public record Observations(long number, List<TaskReport> tasks) {

    /** Copies the list. */
    public Observations {
        tasks = Given.list(tasks);
    }
}
