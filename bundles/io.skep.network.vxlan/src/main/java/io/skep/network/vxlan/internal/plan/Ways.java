package io.skep.network.vxlan.internal.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How frames find endpoints. There are as many as a network has endpoints, so by hash, not in
 * order.
 *
 * @param neighbours which hardware address has an address
 * @param hops behind which node is a hardware address
 * @param known which hardware addresses a bridge finds behind its tunnel
 */
public record Ways(Set<Neighbour> neighbours, Set<Hop> hops, Set<Known> known) {

    /** None. */
    public static final Ways NONE = new Ways(Set.of(), Set.of(), Set.of());

    /** An entry of the bridge's neighbour table. */
    public record Neighbour(String address, String mac, String bridge) {}

    /** An entry of the tunnel's own table. */
    public record Hop(String mac, String tunnel, String host) {}

    /** An entry of the bridge's table: it suppresses floods. */
    public record Known(String mac, String tunnel) {}

    /** Makes the sets immutable. */
    public Ways {
        neighbours = Collections.unmodifiableSet(neighbours);
        hops = Collections.unmodifiableSet(hops);
        known = Collections.unmodifiableSet(known);
    }

    /** What is here and not there. */
    public Ways minus(Ways there) {
        return new Ways(
                rest(neighbours, there.neighbours),
                rest(hops, there.hops),
                rest(known, there.known));
    }

    private static <T> Set<T> rest(Set<T> all, Set<T> without) {
        var rest = new LinkedHashSet<T>();
        for (var each : all) {
            if (!without.contains(each)) {
                rest.add(each);
            }
        }
        return rest;
    }
}
