package io.skep.network.vxlan.internal;

import io.skep.itests.hosts.Host;
import io.skep.lifecycle.PlugContext;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.tck.network.NetworkContract;

/** The driver {@code bridge} keeps the contract's rules. */
class BridgeKitTest extends NetworkContract {

    @Override
    protected NetworkDriver driver(Host host, PlugContext<NetworkSink> context) {
        return Drivers.at(host, context, false);
    }

    @Override
    protected boolean crosses() {
        return false;
    }
}
