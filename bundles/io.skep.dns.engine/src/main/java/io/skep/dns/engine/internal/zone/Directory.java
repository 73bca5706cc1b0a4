package io.skep.dns.engine.internal.zone;

import java.net.InetAddress;
import java.util.Map;

/**
 * Who may know which names. Immutable.
 *
 * @param askers this node's tasks by their addresses
 * @param hosts for each address that is listened on, what is known to those who ask there and are
 *     no task: the network of that address
 */
public record Directory(Map<InetAddress, Asker> askers, Map<InetAddress, Asker> hosts) {

    /** Nobody knows anything. */
    public static final Directory EMPTY = new Directory(Map.of(), Map.of());

    /** Copies the maps. */
    public Directory {
        askers = Map.copyOf(askers);
        hosts = Map.copyOf(hosts);
    }

    /** Who asks, by where from and where to. */
    public Asker asker(InetAddress from, InetAddress to) {
        var known = askers.get(from);
        return known == null ? hosts.getOrDefault(to, Asker.NOBODY) : known;
    }
}
