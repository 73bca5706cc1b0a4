package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.PortConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;

/**
 * Chooses numbers for ports that are published on the host under any number. Nobody keeps a number
 * for the program: another one may take it before, and then the program fails and is tried again.
 */
final class FreePorts {

    private FreePorts() {}

    static List<PortConfig> chosen(List<PortConfig> ports) {
        return ports.stream().map(FreePorts::chosen).toList();
    }

    private static PortConfig chosen(PortConfig port) {
        return port.hostMode() && port.publishedPort() == 0 ? port.withPublishedPort(free()) : port;
    }

    private static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
