package io.skep.access;

import java.nio.charset.StandardCharsets;

/** How a client is told that its role does not allow a request: as by Docker's plugins. */
public final class Denial {

    private static final String PREFIX = "authorization denied by plugin skep: ";

    private Denial() {}

    /**
     * What it is told. Source: moby:pkg/authorization/authz.go
     *
     * @param role the client's
     * @param reason what was not allowed, in a few words
     */
    public static String text(Role role, String reason) {
        return PREFIX + (role == Role.NOBODY ? "" : "role " + role.label() + ": ") + reason;
    }

    /** Whether an error's body tells of a denial. */
    public static boolean in(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).startsWith("{\"message\":\"" + PREFIX);
    }
}
