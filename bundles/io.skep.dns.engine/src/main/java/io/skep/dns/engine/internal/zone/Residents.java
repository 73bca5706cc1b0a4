package io.skep.dns.engine.internal.zone;

import io.skep.model.TaskId;
import io.skep.slice.Assignment;
import io.skep.slice.Slice;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node knows of its own tasks, and no other node does. Immutable.
 *
 * @param servers those that a task's spec names, in its order, for tasks whose spec names some
 */
public record Residents(Map<TaskId, List<InetAddress>> servers) {

    /** Nobody, or nobody with wishes. */
    public static final Residents NONE = new Residents(Map.of());

    /** Copies the map. */
    public Residents {
        servers = Map.copyOf(servers);
    }

    /** Those that the slice shows now. */
    public static Residents of(Slice slice) {
        var servers = new HashMap<TaskId, List<InetAddress>>();
        for (var assignment : slice.assignments().values()) {
            var named = servers(assignment);
            if (!named.isEmpty()) {
                servers.put(assignment.task(), named);
            }
        }
        return new Residents(servers);
    }

    /**
     * Without those on loopback: they are the container's own, and from here they would be this
     * machine's.
     */
    private static List<InetAddress> servers(Assignment assignment) {
        var container = assignment.plan().spec().containerSpec();
        var wanted = container == null ? null : container.dnsConfig();
        return wanted == null
                ? List.of()
                : wanted.nameservers().stream()
                        .flatMap(server -> Addresses.parsed(server).stream())
                        .filter(
                                server ->
                                        !server.isLoopbackAddress() && !server.isAnyLocalAddress())
                        .toList();
    }
}
