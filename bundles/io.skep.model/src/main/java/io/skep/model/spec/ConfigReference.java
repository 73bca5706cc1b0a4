package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * A config a container sees.
 *
 * @param file where
 * @param runtime instead of a file
 * @param configID which
 * @param configName its name
 */
public record ConfigReference(
        @Nullable FileTarget file,
        @Nullable RuntimeTarget runtime,
        String configID,
        String configName) {

    /** Copies, orders and fills what is absent. */
    public ConfigReference {
        configID = Given.text(configID);
        configName = Given.text(configName);
    }
}
