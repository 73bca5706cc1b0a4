package io.skep.model.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a volume mount.
 *
 * @param noCopy whether the image's files stay out of a new volume
 * @param labels labels of a new volume
 * @param driverConfig driver of a new volume
 * @param subpath path inside the volume
 */
public record VolumeOptions(
        boolean noCopy, Map<String, String> labels, @Nullable Driver driverConfig, String subpath) {

    /** Copies, orders and fills what is absent. */
    public VolumeOptions {
        labels = Given.map(labels);
        subpath = Given.text(subpath);
    }
}
