package io.skep.consensus;

/**
 * A committed entry.
 *
 * @param index greater than that of the entry before; there may be gaps, the library's own entries
 * @param term in which it was proposed
 * @param bytes the entry; whoever gets it must not change it
 */
public record Entry(long index, long term, byte[] bytes) {}
