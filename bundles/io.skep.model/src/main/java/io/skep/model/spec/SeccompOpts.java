package io.skep.model.spec;

/**
 * System call filter.
 *
 * @param mode {@code default}, {@code unconfined} or {@code custom}
 * @param profile the custom profile, base64
 */
public record SeccompOpts(String mode, String profile) {

    /** Copies, orders and fills what is absent. */
    public SeccompOpts {
        mode = Given.text(mode);
        profile = Given.text(profile);
    }
}
