package io.skep.model.spec;

/**
 * What a task may use at most; 0 means unlimited.
 *
 * @param nanoCpus billionths of a CPU
 * @param memoryBytes bytes
 * @param pids processes
 */
public record Limits(long nanoCpus, long memoryBytes, long pids) {}
