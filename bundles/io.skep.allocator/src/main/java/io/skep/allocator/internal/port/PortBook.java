package io.skep.allocator.internal.port;

import io.skep.model.ServiceId;
import io.skep.model.View;
import io.skep.model.spec.PortConfig;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Which service holds which port of every node. Source: swarm-behaviour PT-2 */
final class PortBook {

    private static final int FIRST = 30_000;
    private static final int LAST = 32_767;

    private final SortedMap<Port, ServiceId> holders = new TreeMap<>();

    /** As a view's plans say. */
    PortBook(View view) {
        view.services().forEach(service -> hold(service.id(), service.planOrEmpty().ports()));
    }

    /** Who holds a port; absent when it is free. */
    Optional<ServiceId> holder(Port port) {
        return Optional.ofNullable(holders.get(port));
    }

    /** The lowest free port for who does not care; absent when there is none. */
    Optional<Port> free(String protocol, SortedSet<Port> taken) {
        return IntStream.rangeClosed(FIRST, LAST)
                .mapToObj(number -> new Port(protocol, number))
                .filter(port -> !holders.containsKey(port) && !taken.contains(port))
                .findFirst();
    }

    /** A service holds these ports instead of those. */
    void exchange(ServiceId service, List<PortConfig> before, List<PortConfig> after) {
        before.stream().filter(PortBook::everywhere).map(Port::of).forEach(holders::remove);
        hold(service, after);
    }

    private void hold(ServiceId service, List<PortConfig> ports) {
        ports.stream().filter(PortBook::everywhere).forEach(p -> holders.put(Port.of(p), service));
    }

    /** Whether a port is bound on every node and has its number. */
    private static boolean everywhere(PortConfig port) {
        return !port.hostMode() && port.publishedPort() != 0;
    }
}
