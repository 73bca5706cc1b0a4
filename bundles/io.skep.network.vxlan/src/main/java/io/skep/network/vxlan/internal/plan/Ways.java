package io.skep.network.vxlan.internal.plan;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How frames find endpoints.
 *
 * @param neighbours which hardware address has an address
 * @param hops behind which node is a hardware address
 * @param known which hardware addresses a bridge finds behind its tunnel
 */
public record Ways(SortedSet<Neighbour> neighbours, SortedSet<Hop> hops, SortedSet<Known> known) {

    /** None. */
    public static final Ways NONE = new Ways(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    /** An entry of the bridge's neighbour table. */
    public record Neighbour(String address, String mac, String bridge)
            implements Comparable<Neighbour> {
        @Override
        public int compareTo(Neighbour other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return bridge + " " + address + " " + mac;
        }
    }

    /** An entry of the tunnel's own table. */
    public record Hop(String mac, String tunnel, String host) implements Comparable<Hop> {
        @Override
        public int compareTo(Hop other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return tunnel + " " + mac + " " + host;
        }
    }

    /** An entry of the bridge's table: it suppresses floods. */
    public record Known(String mac, String tunnel) implements Comparable<Known> {
        @Override
        public int compareTo(Known other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return tunnel + " " + mac;
        }
    }

    /** Makes the sets immutable. */
    public Ways {
        neighbours = Collections.unmodifiableSortedSet(neighbours);
        hops = Collections.unmodifiableSortedSet(hops);
        known = Collections.unmodifiableSortedSet(known);
    }

    /** What is here and not there. */
    public Ways minus(Ways there) {
        return new Ways(
                rest(neighbours, there.neighbours),
                rest(hops, there.hops),
                rest(known, there.known));
    }

    private static <T> SortedSet<T> rest(SortedSet<T> all, SortedSet<T> without) {
        var rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
