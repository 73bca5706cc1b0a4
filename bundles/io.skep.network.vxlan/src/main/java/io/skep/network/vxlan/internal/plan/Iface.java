package io.skep.network.vxlan.internal.plan;

import io.skep.network.vxlan.internal.plan.Net.Tunnel;
import java.util.Collections;
import java.util.SortedSet;

/**
 * An interface as the kernel shows it.
 *
 * @param name its name
 * @param kind {@code bridge}, {@code vxlan}, {@code veth} and so on
 * @param traits what it is like
 * @param port of which bridge it is, and how
 * @param tunnel what a VXLAN interface was made with
 * @param addresses with prefix lengths
 */
public record Iface(
        String name,
        String kind,
        Traits traits,
        Port port,
        Tunnel tunnel,
        SortedSet<String> addresses) {

    /**
     * What it is like.
     *
     * @param mac hardware address
     * @param mtu largest packet
     * @param up whether it is switched on
     * @param mark what somebody wrote on it
     */
    public record Traits(String mac, int mtu, boolean up, String mark) {}

    /**
     * How it hangs on a bridge.
     *
     * @param master the bridge; empty when there is none
     * @param quiet whether it neither learns nor floods, and answers for others
     * @param hairpin whether it may send back where it came from
     */
    public record Port(String master, boolean quiet, boolean hairpin) {}

    /** Makes the set immutable. */
    public Iface {
        addresses = Collections.unmodifiableSortedSet(addresses);
    }

    /** Whether it is of that kind. */
    public boolean is(String thatKind) {
        return kind.equals(thatKind);
    }

    /** Whether a node of that mark may change it: it made it, or did not come to mark it. */
    public boolean isOurs(String mark) {
        return name.startsWith(Names.PREFIX)
                && (is("bridge") || is("vxlan"))
                && (traits.mark().isEmpty() || traits.mark().equals(mark));
    }
}
