package io.skep.control.engine.internal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The machine's network interfaces, as far as they have addresses, in name order. */
@FunctionalInterface
public interface Interfaces {

    /** A port for who asks only which way it would go. */
    int ANY_PORT = 9;

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

    /**
     * The address of its own with which the machine reaches a host; absent when it cannot. Sends
     * nothing, but may ask for the host's name: it may block.
     */
    default Optional<InetAddress> toward(String host) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), ANY_PORT));
            return Optional.of(socket.getLocalAddress())
                    .filter(address -> !address.isAnyLocalAddress());
        } catch (IOException | UncheckedIOException unreachable) {
            return Optional.empty();
        }
    }

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
