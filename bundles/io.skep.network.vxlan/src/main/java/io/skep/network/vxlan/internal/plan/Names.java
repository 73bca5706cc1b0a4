package io.skep.network.vxlan.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import java.util.HexFormat;

/** How things are called in the kernel: worked out, so that nothing has to be remembered. */
public final class Names {

    /** All interfaces of ours begin so. */
    public static final String PREFIX = "sk-";

    /** Addresses of nodes below encrypted tunnels begin so; worked out as all others are. */
    static final String VEILED = "fd73:6b65:7000::";

    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    private static final int ID_LENGTH = 10;
    private static final String OF_CONTAINERS = "02:42:";
    private static final String OF_NODES = "02:ff:";

    private Names() {}

    /** The bridge of a network. */
    public static String bridge(NetworkId network) {
        return PREFIX + head(network.value());
    }

    /** The bridge's port to other nodes. */
    public static String tunnel(NetworkId network) {
        return bridge(network) + "x";
    }

    /** What our interfaces are marked with, so that nodes of one machine leave each other's. */
    public static String mark(NodeId node) {
        return "skep/" + node;
    }

    /** The table of rules that keep strangers out. */
    public static String table(NodeId node) {
        return "skep_peers_" + head(node.value());
    }

    /** The hardware address of a container, as engines make it of its IPv4 address. */
    public static String containerMac(String address) {
        return OF_CONTAINERS + hex(address);
    }

    /** The hardware address of a node's bridges. */
    public static String nodeMac(String host) {
        return OF_NODES + hex(host);
    }

    /** The address of a node below encrypted tunnels. */
    public static String veiled(String host) {
        var parts = host.split("\\.");
        int upper = Integer.parseInt(parts[0]) << 8 | Integer.parseInt(parts[1]);
        int lower = Integer.parseInt(parts[2]) << 8 | Integer.parseInt(parts[3]);
        return VEILED + Integer.toHexString(upper) + ":" + Integer.toHexString(lower);
    }

    /** Whether it is one of a container: others are not ours to touch. */
    public static boolean isOfContainer(String mac) {
        return mac.startsWith(OF_CONTAINERS);
    }

    /** An address without its prefix length. */
    public static String bare(String cidr) {
        int slash = cidr.indexOf('/');
        return slash < 0 ? cidr : cidr.substring(0, slash);
    }

    /** Whether it is IPv4. */
    public static boolean isFour(String address) {
        return address.indexOf(':') < 0 && address.indexOf('.') > 0;
    }

    private static String head(String id) {
        return id.substring(0, Math.min(ID_LENGTH, id.length()));
    }

    private static String hex(String address) {
        var parts = address.split("\\.");
        var bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return MAC.formatHex(bytes);
    }
}
