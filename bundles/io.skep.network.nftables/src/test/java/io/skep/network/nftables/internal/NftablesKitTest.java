package io.skep.network.nftables.internal;

import io.skep.itests.hosts.Host;
import io.skep.lifecycle.PlugContext;
import io.skep.network.nftables.internal.tool.Kernel;
import io.skep.network.nftables.internal.tool.SystemTools;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import io.skep.tck.network.BalancerContract;
import java.util.List;

/** The balancer {@code nftables} keeps the contract's rules. */
class NftablesKitTest extends BalancerContract {

    @Override
    protected Balancer balancer(Host host, PlugContext<NetworkSink> context) {
        var pid = host.seenFromOutside("/").getName(1).toString();
        var enter = List.of("nsenter", "-t", pid, "-n", "-m", "-p", "--");
        return new NftablesBalancer(context, new Kernel(new SystemTools(enter)));
    }
}
