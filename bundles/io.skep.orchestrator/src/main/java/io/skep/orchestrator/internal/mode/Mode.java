package io.skep.orchestrator.internal.mode;

/** What the mode of a service asks for. */
public sealed interface Mode permits Replicas, OnePerNode, Job, JobPerNode {

    /** Makes, replaces and stops the tasks of the service. */
    void plan();
}
