package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * A secret a container sees.
 *
 * @param file where
 * @param secretID which
 * @param secretName its name
 */
public record SecretReference(@Nullable FileTarget file, String secretID, String secretName) {

    /** Copies, orders and fills what is absent. */
    public SecretReference {
        secretID = Given.text(secretID);
        secretName = Given.text(secretName);
    }
}
