package io.skep.model.spec;

/**
 * Where a secret or config appears inside a container.
 *
 * @param name file name or absolute path
 * @param uid owner
 * @param gid group
 * @param mode permission bits
 */
public record FileTarget(String name, String uid, String gid, long mode) {

    /** Copies, orders and fills what is absent. */
    public FileTarget {
        name = Given.text(name);
        uid = Given.text(uid);
        gid = Given.text(gid);
    }
}
