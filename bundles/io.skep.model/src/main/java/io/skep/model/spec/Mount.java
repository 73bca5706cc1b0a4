package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * A mount of a container. Source: swarm-behaviour VO-1.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}, {@code npipe} or {@code cluster}
 * @param source path or volume name
 * @param target absolute path inside
 * @param readOnly whether writing is refused
 * @param consistency ignored on Linux
 * @param bindOptions for binds
 * @param volumeOptions for volumes
 * @param tmpfsOptions for tmpfs
 */
public record Mount(
        String type,
        String source,
        String target,
        boolean readOnly,
        String consistency,
        @Nullable BindOptions bindOptions,
        @Nullable VolumeOptions volumeOptions,
        @Nullable TmpfsOptions tmpfsOptions) {

    /** Copies, orders and fills what is absent. */
    public Mount {
        type = Given.text(type);
        source = Given.text(source);
        target = Given.text(target);
        consistency = Given.text(consistency);
    }
}
