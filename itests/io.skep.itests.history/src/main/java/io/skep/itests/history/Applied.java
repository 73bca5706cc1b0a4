package io.skep.itests.history;

/**
 * A write as a replica applied it.
 *
 * @param revision where it is in the agreed order
 * @param key the object
 * @param value its value from then on
 */
public record Applied(long revision, String key, String value) {}
