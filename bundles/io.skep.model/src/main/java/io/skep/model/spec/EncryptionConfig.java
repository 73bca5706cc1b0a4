package io.skep.model.spec;

/**
 * Protection of managers' disks.
 *
 * @param autoLockManagers whether a restarted manager waits for the unlock key
 */
public record EncryptionConfig(boolean autoLockManagers) {}
