package io.skep.model.spec;

/**
 * Options of a bind mount.
 *
 * @param propagation one of the six propagation modes
 * @param nonRecursive whether sub-mounts stay outside
 * @param createMountpoint whether a missing source is made
 * @param readOnlyNonRecursive whether sub-mounts stay writable
 * @param readOnlyForceRecursive whether failing to make sub-mounts read-only is an error
 */
public record BindOptions(
        String propagation,
        boolean nonRecursive,
        boolean createMountpoint,
        boolean readOnlyNonRecursive,
        boolean readOnlyForceRecursive) {

    /** Copies, orders and fills what is absent. */
    public BindOptions {
        propagation = Given.text(propagation);
    }
}
