package io.skep.network.vxlan.internal.plan;

import java.util.Collections;
import java.util.SortedMap;

/**
 * What the machine offers.
 *
 * @param tunnels whether it can reach other nodes
 * @param encrypts whether it can encrypt what it sends to other nodes
 * @param mtus of the interfaces, by the addresses they have
 */
public record Ground(boolean tunnels, boolean encrypts, SortedMap<String, Integer> mtus) {

    private static final int USUAL = 1500;

    /** Makes the map immutable. */
    public Ground {
        mtus = Collections.unmodifiableSortedMap(mtus);
    }

    /** Whether it speaks IPv6: one that does has such an address on its loopback at least. */
    boolean six() {
        return mtus.keySet().stream().anyMatch(address -> address.indexOf(':') >= 0);
    }

    /** The largest packet that leaves from an address. */
    int mtu(String address) {
        return mtus.getOrDefault(address, USUAL);
    }
}
