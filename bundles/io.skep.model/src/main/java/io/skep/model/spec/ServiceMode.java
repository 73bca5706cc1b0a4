package io.skep.model.spec;

/** How many tasks a service has. Source: swarm-behaviour SV-1 to SV-3. */
public sealed interface ServiceMode {

    /**
     * A number of equal tasks.
     *
     * @param replicas how many, 0 or more
     */
    record Replicated(long replicas) implements ServiceMode {}

    /** One task on every eligible node. */
    record Global() implements ServiceMode {}

    /**
     * A number of tasks that each run to completion.
     *
     * @param maxConcurrent how many at once
     * @param totalCompletions how many in all
     */
    record ReplicatedJob(long maxConcurrent, long totalCompletions) implements ServiceMode {}

    /** One task on every eligible node, run to completion. */
    record GlobalJob() implements ServiceMode {}

    /** {@code replicas} equal tasks. */
    static ServiceMode replicated(long replicas) {
        return new Replicated(replicas);
    }

    /** Whether tasks run to completion. */
    default boolean job() {
        return this instanceof ReplicatedJob || this instanceof GlobalJob;
    }

    /** Whether there is one task on each node. */
    default boolean perNode() {
        return this instanceof Global || this instanceof GlobalJob;
    }

    /** The name in filters and tables: {@code replicated}, {@code global-job} and so on. */
    default String label() {
        if (this instanceof Replicated) {
            return "replicated";
        }
        if (this instanceof Global) {
            return "global";
        }
        return this instanceof ReplicatedJob ? "replicated-job" : "global-job";
    }
}
