package io.skep.control.engine.internal.cluster;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The machine's network interfaces, as far as they have addresses, in name order. */
@FunctionalInterface
public interface Interfaces {

    /**
     * An interface that is up.
     *
     * @param name the system's
     * @param loopback whether it leads to the machine itself
     * @param addresses its addresses
     */
    record Link(String name, boolean loopback, List<InetAddress> addresses) {}

    /** All that are up now. */
    List<Link> up();

    /** Those the system has. */
    static List<Link> ofSystem() {
        try {
            var links = new ArrayList<Link>();
            for (var link : NetworkInterface.networkInterfaces().toList()) {
                if (link.isUp()) {
                    links.add(
                            new Link(
                                    link.getName(),
                                    link.isLoopback(),
                                    link.inetAddresses().toList()));
                }
            }
            links.sort(Comparator.comparing(Link::name));
            return links;
        } catch (SocketException unreadable) {
            return List.of();
        }
    }
}
