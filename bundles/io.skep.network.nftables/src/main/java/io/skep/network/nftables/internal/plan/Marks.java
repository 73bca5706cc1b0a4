package io.skep.network.nftables.internal.plan;

import java.util.HexFormat;

/**
 * Marks that lead answers back to the node a request came through. Everything is worked out of that
 * node's IPv4 data path address, so that it is the same after a restart and on no list. A mark's
 * first byte says that it is ours; the others are the last three of the address.
 */
final class Marks {

    /** On connections that came in here. */
    static final long HERE = 0x5300_0000L;

    /** On connections that came in here, and whose tasks are to see this node's address. */
    static final long HIDDEN = 0x53ff_ffffL;

    /** Which bits say that a mark is ours. */
    static final long MASK = 0xff00_0000L;

    private static final int BYTES = 4;

    private Marks() {}

    /** Of connections that came in at that node; also the number of the routing table. */
    static long of(String host) {
        return HERE | packed(host) & ~MASK;
    }

    /** The address of that node's bridges. */
    static String mac(String host) {
        var hex = HexFormat.ofDelimiter(":");
        long packed = packed(host);
        var bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (packed >> 8 * (BYTES - 1 - i));
        }
        return "02:ff:" + hex.formatHex(bytes);
    }

    static String text(long mark) {
        return "0x" + Long.toHexString(mark);
    }

    private static long packed(String host) {
        long packed = 0;
        for (var part : host.split("\\.")) {
            packed = packed << 8 | Integer.parseInt(part);
        }
        return packed;
    }
}
