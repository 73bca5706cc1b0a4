package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.PortConfig;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task's node observed of it. Written by the dispatcher from the agent's report.
 *
 * @param state from ACCEPTED on
 * @param timestamp the node's clock
 * @param appliedAt the manager's clock when the report arrived. Source: swarm-behaviour TK-9
 * @param message what Docker prints
 * @param err the error, empty when there is none
 * @param container the container; absent before there is one
 * @param ports host-mode ports with the numbers the engine chose
 */
public record TaskStatus(
        TaskState state,
        Instant timestamp,
        Instant appliedAt,
        String message,
        String err,
        @Nullable ContainerStatus container,
        List<PortConfig> ports) {

    /** Copies, orders and fills what is absent. */
    public TaskStatus {
        message = Given.text(message);
        err = Given.text(err);
        ports = Given.list(ports);
    }
}
