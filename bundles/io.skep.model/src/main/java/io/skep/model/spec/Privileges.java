package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * Security options of a container.
 *
 * @param credentialSpec Windows only
 * @param seLinuxContext labels
 * @param seccomp system call filter
 * @param appArmor profile
 * @param noNewPrivileges whether set-uid bits are without effect
 */
public record Privileges(
        @Nullable CredentialSpec credentialSpec,
        @Nullable SeLinuxContext seLinuxContext,
        @Nullable SeccompOpts seccomp,
        @Nullable AppArmorOpts appArmor,
        boolean noNewPrivileges) {}
