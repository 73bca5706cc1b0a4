package io.skep.tck.consensus.memory;

/**
 * A host's state.
 *
 * @param index the last one it includes
 * @param bytes what the host wrote
 */
record Snapshot(long index, byte[] bytes) {}
