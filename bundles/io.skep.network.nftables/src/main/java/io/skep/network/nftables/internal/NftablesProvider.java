package io.skep.network.nftables.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.network.nftables.internal.tool.Kernel;
import io.skep.network.nftables.internal.tool.SystemTools;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens balancers of this machine's kernel. */
@Component(name = "io.skep.network.nftables", service = PlugProvider.class)
@PlugName(NftablesProvider.NAME)
public final class NftablesProvider implements PlugProvider<Balancer, NetworkSink> {

    static final String NAME = "nftables";

    private static final PlugInfo INFO = new PlugInfo(Balancer.CONTRACT, NAME, "0.1.0", List.of());

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public Balancer open(PlugContext<NetworkSink> context) {
        return new NftablesBalancer(context, new Kernel(new SystemTools(List.of())));
    }
}
