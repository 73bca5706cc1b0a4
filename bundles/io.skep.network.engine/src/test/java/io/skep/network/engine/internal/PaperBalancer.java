package io.skep.network.engine.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Makes rules on paper. */
final class PaperBalancer extends PaperPlug
        implements Balancer, PlugProvider<Balancer, NetworkSink> {

    SortedMap<NetworkId, Link> links = new TreeMap<>();
    Wiring rules = Wiring.EMPTY;

    @Override
    public CompletionStage<Void> balance(
            NodeId node, Wiring wish, SortedMap<NetworkId, Link> ready) {
        links = ready;
        rules = wish;
        return answer(wish.number());
    }

    @Override
    public PlugInfo info() {
        return new PlugInfo(Balancer.CONTRACT, "nftables", "1", List.of());
    }

    @Override
    public Balancer open(PlugContext<NetworkSink> context) {
        return this;
    }
}
