package io.skep.network.vxlan.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import io.skep.network.vxlan.internal.plan.Net.Options;
import io.skep.network.vxlan.internal.plan.Net.Tunnel;
import io.skep.network.vxlan.internal.plan.Ways.Hop;
import io.skep.network.vxlan.internal.plan.Ways.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is to be on this node, whatever endpoints there are; {@link Survey} knows the ways to
 * those.
 *
 * @param nets the networks
 * @param refused those it cannot have, and why
 * @param nodes ways to the bridges of other nodes: answers of the routing mesh go there
 * @param peers who may send frames of which network
 * @param port where they send them
 * @param veil what encrypts
 */
public record Blueprint(
        List<Net> nets,
        SortedMap<NetworkId, String> refused,
        Ways nodes,
        SortedSet<Peer> peers,
        int port,
        Veil veil) {

    /** A tunnel's header, in bytes. */
    private static final int HEADER = 50;

    /** Of a tunnel below which is IPv6. */
    private static final int VEILED_HEADER = 70;

    /** What encryption takes, in bytes. */
    private static final int VEIL = 80;

    private static final String MTU = "com.docker.network.driver.mtu";

    /** Makes the collections immutable. */
    public Blueprint {
        nets = List.copyOf(nets);
        refused = Collections.unmodifiableSortedMap(refused);
        peers = Collections.unmodifiableSortedSet(peers);
    }

    /** Of a wiring, on this node, on such a ground. */
    public static Blueprint of(NodeId node, Wiring wiring, Ground ground) {
        return of(node, wiring, ground, Collections.emptySortedMap());
    }

    /**
     * The same, without some networks.
     *
     * @param barred those, and why
     */
    public static Blueprint of(
            NodeId node, Wiring wiring, Ground ground, SortedMap<NetworkId, String> barred) {
        var draft = new Draft(node, wiring, ground, barred);
        wiring.spans().values().forEach(draft::add);
        return draft.blueprint();
    }

    private static final class Draft {

        private final NodeId node;
        private final Wiring wiring;
        private final Ground ground;
        private final SortedMap<NetworkId, String> barred;
        private final List<Net> nets = new ArrayList<>();
        private final SortedMap<NetworkId, String> refused = new TreeMap<>();
        private final Set<Hop> hops = new LinkedHashSet<>();
        private final Set<Known> known = new LinkedHashSet<>();
        private final SortedSet<Peer> peers = new TreeSet<>();
        private final SortedMap<String, String> keys = new TreeMap<>();
        private String veiled = "";

        private Draft(
                NodeId node, Wiring wiring, Ground ground, SortedMap<NetworkId, String> barred) {
            this.node = node;
            this.wiring = wiring;
            this.ground = ground;
            this.barred = barred;
        }

        private Blueprint blueprint() {
            var nodes = new Ways(Set.of(), hops, known);
            return new Blueprint(nets, refused, nodes, peers, wiring.port(), veil());
        }

        private Veil veil() {
            return veiled.isEmpty()
                    ? Veil.NONE
                    : new Veil(
                            Names.veiled(veiled),
                            wiring.port() + 1,
                            ground.mtu(veiled) - VEIL,
                            keys);
        }

        private void add(Span span) {
            var why = refusal(span);
            if (!why.isEmpty()) {
                refused.put(span.network(), "network " + span.spec().name() + ": " + why);
                return;
            }
            var net = net(span);
            nets.add(net);
            nodes(net, span);
        }

        private String refusal(Span span) {
            var barrier = barred.get(span.network());
            if (barrier != null) {
                return barrier;
            }
            if (span.encrypted() && !ground.encrypts()) {
                return "this node cannot encrypt what it sends to other nodes";
            }
            if (span.plan().pools().isEmpty()) {
                return "it has no addresses";
            }
            if (span.spec().ipv6() && !ground.six()) {
                return "IPv6 is switched off on this node";
            }
            if (span.plan().overlay() == 0) {
                return "";
            }
            if (!ground.tunnels() && span.hosts().size() > 1) {
                return "this node makes only networks that no other node has";
            }
            return Names.isFour(span.host(node)) ? "" : "this node has no IPv4 data path address";
        }

        private Net net(Span span) {
            var id = span.network();
            var spec = span.spec();
            var host = span.host(node);
            boolean crosses = span.plan().overlay() != 0 && ground.tunnels();
            var tunnel =
                    crosses
                            ? new Tunnel(
                                    Names.tunnel(id),
                                    span.plan().overlay(),
                                    wiring.port(),
                                    span.encrypted() ? Names.veiled(host) : host)
                            : Tunnel.NONE;
            return new Net(
                    id,
                    Link.nameOf(spec),
                    Names.bridge(id),
                    Names.isFour(host) ? Names.nodeMac(host) : Names.containerMac(first(span)),
                    mtu(span, ground.mtu(host) - (crosses ? header(span) : 0)),
                    span.plan().pools(),
                    new Options(spec.internal(), spec.attachable(), spec.ipv6()),
                    tunnel);
        }

        private static int header(Span span) {
            return span.encrypted() ? VEIL + VEILED_HEADER : HEADER;
        }

        private static String first(Span span) {
            return span.plan().pools().get(0).gateway();
        }

        /** What the user wants, as far as it fits. */
        private static int mtu(Span span, int most) {
            var wanted = span.spec().driverOpts().getOrDefault(MTU, "");
            return wanted.matches("[1-9][0-9]{1,5}")
                    ? Math.min(Integer.parseInt(wanted), most)
                    : most;
        }

        private void nodes(Net net, Span span) {
            if (!net.tunnel().there()) {
                return;
            }
            var own = span.host(node);
            if (span.encrypted()) {
                veiled = own;
            }
            for (var entry : span.hosts().entrySet()) {
                var host = entry.getValue();
                if (span.encrypted()) {
                    key(span, new NodeId(entry.getKey()), host);
                } else if (Names.isFour(host)) {
                    peers.add(new Peer(span.plan().overlay(), host));
                }
                if (!host.equals(own) && Names.isFour(host)) {
                    hops.add(net.hop(Names.nodeMac(host), host));
                    known.add(new Known(Names.nodeMac(host), net.tunnel().name()));
                }
            }
        }

        /** One that has no key is not reached: nothing is sent in clear. */
        private void key(Span span, NodeId other, String host) {
            var key = span.key(other);
            if (!key.isEmpty() && !other.equals(node) && Names.isFour(host)) {
                keys.put(host, key);
            }
        }
    }
}
