package io.skep.model;

import io.skep.model.spec.Given;

/**
 * The container of a task.
 *
 * @param containerId as the runtime names it
 * @param pid of its first process; 0 when it does not run
 * @param exitCode 0 while it runs
 * @param hostname what it calls itself; empty where that is its machine's name
 */
public record ContainerStatus(String containerId, long pid, int exitCode, String hostname) {

    /** Copies, orders and fills what is absent. */
    public ContainerStatus {
        containerId = Given.text(containerId);
        hostname = Given.text(hostname);
    }

    /** The container of a task that has no host name of its own. */
    public ContainerStatus(String containerId, long pid, int exitCode) {
        this(containerId, pid, exitCode, "");
    }
}
