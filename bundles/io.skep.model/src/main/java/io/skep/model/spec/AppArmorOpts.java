package io.skep.model.spec;

/**
 * AppArmor profile.
 *
 * @param mode {@code default} or {@code disabled}
 */
public record AppArmorOpts(String mode) {

    /** Copies, orders and fills what is absent. */
    public AppArmorOpts {
        mode = Given.text(mode);
    }
}
