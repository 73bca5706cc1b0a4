package io.skep.dockerapi.internal;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the API listens.
 *
 * @param socket a Unix socket, always
 * @param tcp under mutual TLS
 */
record ApiAddresses(Path socket, List<InetSocketAddress> tcp) {

    private static final String UNIX = "unix://";
    private static final String TCP = "tcp://";
    private static final int PORTS = 65_536;

    /** Reads setting {@code api}: addresses with commas between them. */
    static ApiAddresses of(String setting, Path directory) {
        var socket = Optional.<Path>empty();
        var tcp = new ArrayList<InetSocketAddress>();
        for (var address : setting.split(",")) {
            var place = address.strip();
            if (place.startsWith(UNIX) && socket.isEmpty()) {
                socket = Optional.of(Path.of(place.substring(UNIX.length())));
            } else if (place.startsWith(TCP)) {
                tcp.add(parsed(place, place.substring(TCP.length())));
            } else if (!place.isEmpty()) {
                throw wrong(place);
            }
        }
        return new ApiAddresses(
                socket.orElseGet(() -> directory.resolve("skep.sock")), List.copyOf(tcp));
    }

    private static InetSocketAddress parsed(String place, String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try {
            int port = Integer.parseInt(hostAndPort.substring(colon + 1));
            if (colon > 0 && port > 0 && port < PORTS) {
                var host = hostAndPort.substring(0, colon).replaceAll("^\\[|\\]$", "");
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(place);
        }
        throw wrong(place);
    }

    // A21: whoever may speak to the API rules the machine
    private static IllegalArgumentException wrong(String place) {
        return new IllegalArgumentException(
                "setting api: "
                        + place
                        + " is neither the one unix:///PATH nor tcp://ADDRESS:PORT; the API is"
                        + " served on TCP under mutual TLS only, never plain");
    }
}
