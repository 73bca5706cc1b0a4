package io.skep.consensus;

/**
 * A member of the group.
 *
 * @param id never used twice
 * @param address host and port
 */
public record Member(String id, String address) {}
