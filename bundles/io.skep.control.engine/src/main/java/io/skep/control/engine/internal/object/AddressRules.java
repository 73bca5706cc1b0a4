package io.skep.control.engine.internal.object;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.Addressing;
import java.util.ArrayList;

/** What the addresses of a new cluster's networks must fulfil. Source: swarm-behaviour NW-6. */
public final class AddressRules {

    private static final int LONGEST = 29;
    private static final int LOWEST_PORT = 1024;
    private static final int HIGHEST_PORT = 49151;

    private AddressRules() {}

    /** Refuses in Docker's words. */
    public static void check(Addressing given) {
        int port = given.dataPathPort();
        if (port < LOWEST_PORT || port > HIGHEST_PORT) {
            throw Refusals.invalid(
                    "The datapath port number is not in valid range (1024 - 49151) : %d", port);
        }
        if (given.subnetSize() > LONGEST) {
            throw Refusals.invalid("subnet size is out of range: %d", given.subnetSize());
        }
        var seen = new ArrayList<String>();
        for (var pool : given.pools()) {
            check(pool, given.subnetSize());
            for (var other : seen) {
                if (Subnets.overlap(pool, other)) {
                    throw Refusals.invalid("invalid CIDR: %s is overlapping with %s", pool, other);
                }
            }
            seen.add(pool);
        }
    }

    private static void check(String pool, int size) {
        int bits = Subnets.bits(pool);
        if (bits < 0) {
            throw Refusals.invalid("invalid base pool %s: invalid CIDR address: %s", pool, pool);
        }
        if (size < bits) {
            throw Refusals.invalid(
                    "invalid CIDR: \"%s\". Subnet size is too small for pool: %d", pool, size);
        }
    }
}
