package io.skep.access;

import java.util.List;
import java.util.Locale;

/** What a client of the API may do. It stands in its certificate's organizational unit. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Whatever stays inside containers: services, networks, secrets, configs, plain containers. */
    DEPLOYER,
    /** Looks, and never sees what is secret. */
    VIEWER,
    /** Nothing: the certificate says no role, or one that nobody knows. */
    NOBODY;

    private static final String PREFIX = "skep-";

    /** As people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The organizational unit of its certificates. */
    public String unit() {
        return PREFIX + label();
    }

    /** The role of a certificate with exactly these organizational units. */
    static Role of(List<String> units) {
        for (var role : List.of(ADMIN, DEPLOYER, VIEWER)) {
            if (units.equals(List.of(role.unit()))) {
                return role;
            }
        }
        return NOBODY;
    }
}
