package io.skep.network.vxlan.internal.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The interface below tunnels that are encrypted, and the nodes behind it.
 *
 * @param address of this node on it; empty when no network is to be encrypted
 * @param port UDP, on all nodes
 * @param mtu largest packet on it
 * @param peers public keys of other nodes, by their data path addresses
 */
public record Veil(String address, int port, int mtu, SortedMap<String, String> peers) {

    /** What it is called on every node. */
    public static final String NAME = Names.PREFIX + "wg";

    /** All addresses on it. */
    public static final String RANGE = Names.VEILED + "/96";

    /** Nothing is to be encrypted. */
    public static final Veil NONE = new Veil("", 0, 0, new TreeMap<>());

    /** Makes the map immutable. */
    public Veil {
        peers = Collections.unmodifiableSortedMap(peers);
    }

    /** Whether there is to be one. */
    public boolean there() {
        return !address.isEmpty();
    }

    /** As {@code wg syncconf} reads it. */
    public String configuration(String privateKey) {
        var text = new StringBuilder();
        text.append("[Interface]\nPrivateKey = ").append(privateKey);
        text.append("\nListenPort = ").append(port).append('\n');
        peers.forEach(
                (host, key) -> {
                    text.append("[Peer]\nPublicKey = ").append(key);
                    text.append("\nEndpoint = ").append(host).append(':').append(port);
                    text.append("\nAllowedIPs = ").append(Names.veiled(host)).append("/128\n");
                });
        return text.toString();
    }
}
