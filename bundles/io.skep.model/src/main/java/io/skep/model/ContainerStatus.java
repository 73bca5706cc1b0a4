package io.skep.model;

import io.skep.model.spec.Given;

/**
 * The container of a task.
 *
 * @param containerId as the runtime names it
 * @param pid of its first process; 0 when it does not run
 * @param exitCode 0 while it runs
 */
public record ContainerStatus(String containerId, long pid, int exitCode) {

    /** Copies, orders and fills what is absent. */
    public ContainerStatus {
        containerId = Given.text(containerId);
    }
}
