package io.skep.network.vxlan.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.network.vxlan.internal.tool.SystemTools;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Networks that stay on their node: bridges without tunnels. */
@Component(name = "io.skep.network.bridge", service = PlugProvider.class)
@PlugName("bridge")
public final class BridgeProvider implements PlugProvider<NetworkDriver, NetworkSink> {

    private static final PlugInfo INFO =
            new PlugInfo(NetworkDriver.CONTRACT, "bridge", "0.1.0", List.of());

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public NetworkDriver open(PlugContext<NetworkSink> context) {
        return new Driver(context, false, new SystemTools(List.of()));
    }
}
