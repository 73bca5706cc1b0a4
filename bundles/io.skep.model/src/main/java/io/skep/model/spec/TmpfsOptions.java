package io.skep.model.spec;

/**
 * Options of a tmpfs mount.
 *
 * @param sizeBytes 0 means unlimited
 * @param mode permission bits
 */
public record TmpfsOptions(long sizeBytes, long mode) {}
