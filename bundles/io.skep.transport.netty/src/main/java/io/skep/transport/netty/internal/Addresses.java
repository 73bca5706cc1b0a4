package io.skep.transport.netty.internal;

import io.skep.lifecycle.PlugException;
import java.net.InetSocketAddress;

/** Reads host:port. */
final class Addresses {

    private static final int PORTS = 65_536;

    private Addresses() {}

    /** The address; brackets around IPv6 are allowed. Names are looked up. */
    static InetSocketAddress of(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon > 0 && port >= 0 && port < PORTS) {
                var host = address.substring(0, colon).replaceAll("^\\[|\\]$", "");
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException wrong) {
            throw new PlugException("transport netty: " + address + " is no host:port", wrong);
        }
        throw new PlugException("transport netty: " + address + " is no host:port");
    }
}
