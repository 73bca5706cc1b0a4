package io.skep.network.vxlan.internal.plan;

import java.util.Comparator;

/**
 * A node that has a part in a network.
 *
 * @param overlay the network's number on the wire
 * @param address of the node, from which its frames come
 */
public record Peer(int overlay, String address) implements Comparable<Peer> {

    private static final Comparator<Peer> ORDER =
            Comparator.comparingInt(Peer::overlay).thenComparing(Peer::address);

    @Override
    public int compareTo(Peer other) {
        return ORDER.compare(this, other);
    }
}
