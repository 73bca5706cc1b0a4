package io.skep.model.spec;

/**
 * SELinux labels.
 *
 * @param disable whether labelling is off
 * @param user user label
 * @param role role label
 * @param type type label
 * @param level level label
 */
public record SeLinuxContext(boolean disable, String user, String role, String type, String level) {

    /** Copies, orders and fills what is absent. */
    public SeLinuxContext {
        user = Given.text(user);
        role = Given.text(role);
        type = Given.text(type);
        level = Given.text(level);
    }
}
