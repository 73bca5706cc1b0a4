package io.skep.transport.netty.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many may be at the door: all together and for each address. On one event loop. */
final class Caps {

    private static final int MOST = 4_096;
    private static final int MOST_PER_ADDRESS = 100;

    private final Map<InetAddress, Integer> count = new HashMap<>();
    private int all;

    /** Whether another one from that address is let in. */
    boolean enter(InetAddress from) {
        int there = count.getOrDefault(from, 0);
        if (all >= MOST || there >= MOST_PER_ADDRESS) {
            return false;
        }
        all++;
        count.put(from, there + 1);
        return true;
    }

    /** One left. */
    void leave(InetAddress from) {
        all--;
        count.computeIfPresent(from, (any, there) -> there == 1 ? null : there - 1);
    }
}
