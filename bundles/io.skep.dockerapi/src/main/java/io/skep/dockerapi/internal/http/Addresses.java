package io.skep.dockerapi.internal.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as people write them. */
final class Addresses {

    private Addresses() {}

    static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress place
                ? place.getAddress().getHostAddress() + ":" + place.getPort()
                : String.valueOf(address);
    }
}
