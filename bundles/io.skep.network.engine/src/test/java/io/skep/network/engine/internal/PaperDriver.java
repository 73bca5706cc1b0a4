package io.skep.network.engine.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Makes networks on paper. */
final class PaperDriver extends PaperPlug
        implements NetworkDriver, PlugProvider<NetworkDriver, NetworkSink> {

    boolean refuses;

    @Override
    public CompletionStage<Made> make(NodeId node, Wiring wish) {
        return answer(wish.number()).thenApply(done -> made(wish));
    }

    private Made made(Wiring wish) {
        var links = new TreeMap<NetworkId, Link>();
        var refused = new TreeMap<NetworkId, String>();
        for (var network : wish.spans().keySet()) {
            if (refuses) {
                refused.put(network, "not here");
            } else {
                links.put(network, new Link(network, "n", "b", List.of()));
            }
        }
        return new Made(links, refused);
    }

    @Override
    public PlugInfo info() {
        return new PlugInfo(NetworkDriver.CONTRACT, "vxlan", "1", List.of());
    }

    @Override
    public NetworkDriver open(PlugContext<NetworkSink> context) {
        return this;
    }
}
