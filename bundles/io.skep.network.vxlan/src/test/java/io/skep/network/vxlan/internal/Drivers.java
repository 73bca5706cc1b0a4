package io.skep.network.vxlan.internal;

import io.skep.itests.hosts.Host;
import io.skep.lifecycle.PlugContext;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.network.vxlan.internal.tool.SystemTools;
import java.util.List;
import java.util.Map;

/** Drivers that work on a host as its own node would. */
final class Drivers {

    private Drivers() {}

    /**
     * As its provider makes it.
     *
     * @param tunnels whether it is to reach other nodes
     */
    static NetworkDriver at(Host host, PlugContext<NetworkSink> context, boolean tunnels) {
        var engine = "unix://" + host.seenFromOutside("/run/docker.sock");
        var there =
                new PlugContext<>(
                        context.loop(),
                        context.seams(),
                        context.sink(),
                        context.directory(),
                        Map.of("docker.host", engine));
        return new Driver(there, tunnels, tools(host));
    }

    /** Programs as they are seen from inside. */
    static SystemTools tools(Host host) {
        var pid = host.seenFromOutside("/").getName(1).toString();
        return new SystemTools(List.of("nsenter", "-t", pid, "-n", "-m", "-p", "--"));
    }
}
