package io.skep.network.vxlan.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Wiring;
import io.skep.network.vxlan.internal.plan.Ways.Hop;
import io.skep.network.vxlan.internal.plan.Ways.Known;
import io.skep.network.vxlan.internal.plan.Ways.Neighbour;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ways that a blueprint and the endpoints of a wiring ask for. It goes from one wiring to the
 * next, so that a change costs what it changes. One thread at a time.
 */
public final class Survey {

    private final NodeId node;
    private final SortedMap<NetworkId, Net> nets = new TreeMap<>();
    private final Tally<Neighbour> neighbours = new Tally<>();
    private final Tally<Hop> hops = new Tally<>();
    private final Tally<Known> known = new Tally<>();
    private Wiring wiring = Wiring.EMPTY;

    /** Of a blueprint, and no endpoints yet. */
    public Survey(NodeId node, Blueprint plan) {
        this.node = node;
        plan.nets().forEach(net -> nets.put(net.id(), net));
        plan.nodes().hops().forEach(hop -> hops.add(hop, 1));
        plan.nodes().known().forEach(each -> known.add(each, 1));
    }

    /**
     * What a step changes.
     *
     * @param gone ways nobody asks for any more
     * @param come ways nobody asked for before
     */
    public record Step(Ways gone, Ways come) {}

    /** Goes on to a wiring with the same networks. */
    public Step next(Wiring wish) {
        wish.endpoints()
                .since(
                        wiring.endpoints(),
                        (key, was, is) -> {
                            was.ifPresent(endpoint -> count(endpoint, -1));
                            is.ifPresent(endpoint -> count(endpoint, 1));
                        });
        wiring = wish;
        var gone = new Ways(neighbours.gone(), hops.gone(), known.gone());
        var come = new Ways(neighbours.come(), hops.come(), known.come());
        neighbours.settle();
        hops.settle();
        known.settle();
        return new Step(gone, come);
    }

    private void count(Endpoint endpoint, int by) {
        var net = nets.get(endpoint.network());
        var mac = mac(endpoint);
        if (net == null || mac.isEmpty()) {
            return;
        }
        for (var address : endpoint.addresses()) {
            neighbours.add(new Neighbour(Names.bare(address), mac, net.bridge()), by);
        }
        boolean elsewhere = !endpoint.node().equals(node);
        if (elsewhere && net.tunnel().there() && Names.isFour(endpoint.host())) {
            hops.add(net.hop(mac, endpoint.host()), by);
            known.add(new Known(mac, net.tunnel().name()), by);
        }
    }

    private static String mac(Endpoint endpoint) {
        return endpoint.addresses().stream()
                .map(Names::bare)
                .filter(Names::isFour)
                .map(Names::containerMac)
                .findFirst()
                .orElse("");
    }

    /** All there are now. */
    public Ways all() {
        return new Ways(neighbours.all(), hops.all(), known.all());
    }
}
