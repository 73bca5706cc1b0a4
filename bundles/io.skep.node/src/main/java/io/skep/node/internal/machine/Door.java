package io.skep.node.internal.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Optional;

/** Whether this machine lets a node listen where it wants to. */
public final class Door {

    private Door() {}

    /**
     * Why nobody can listen there now, in Docker's words; absent when somebody can.
     *
     * @param address host:port, without a name to look up
     */
    public static Optional<String> obstacle(String address) {
        var colon = address.lastIndexOf(':');
        try (var door = new ServerSocket()) {
            var host = InetAddress.getByName(address.substring(0, colon));
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(
                    "manager stopped: failed to listen on remote API address: listen tcp "
                            + address
                            + ": bind: "
                            + reason(refused));
        }
    }

    /** Java adds its own words in brackets to the system's. */
    private static String reason(IOException refused) {
        return String.valueOf(refused.getMessage())
                .replaceAll(" \\(.*\\)$", "")
                .toLowerCase(Locale.ROOT);
    }
}
