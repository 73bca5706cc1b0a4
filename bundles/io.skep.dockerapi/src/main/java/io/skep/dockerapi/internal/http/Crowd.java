package io.skep.dockerapi.internal.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** A14: how many may be connected over TCP, all together and from each address. Thread-safe. */
final class Crowd {

    private static final int MOST = 1_024;

    // guards both counts: connections come and go on several event loops
    private final Object door = new Object();
    private final Map<InetAddress, Integer> from = new HashMap<>();
    private final int mostPerAddress;
    private int all;

    Crowd(int mostPerAddress) {
        this.mostPerAddress = mostPerAddress;
    }

    /** Whether another one from that address is let in. */
    boolean enter(InetAddress address) {
        synchronized (door) {
            int there = from.getOrDefault(address, 0);
            if (all >= MOST || there >= mostPerAddress) {
                return false;
            }
            all++;
            from.put(address, there + 1);
            return true;
        }
    }

    /** One left. */
    void leave(InetAddress address) {
        synchronized (door) {
            all--;
            from.computeIfPresent(address, (any, there) -> there == 1 ? null : there - 1);
        }
    }
}
