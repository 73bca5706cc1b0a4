package io.skep.tck.network;

import io.skep.itests.hosts.Host;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * The least a driver can do: bridges whose tunnels flood to all other nodes. It makes what is not
 * there and removes what is too much.
 */
class PlainDriver extends PlainPlug implements NetworkDriver {

    /** Of a network: its bridge, gateway, overlay, port, own address and others'. */
    private static final String MAKE =
            """
            bridge=$1 gateway=$2 overlay=$3 port=$4 own=$5 others=$6
            [ -e "/sys/class/net/$bridge" ] || ip link add "$bridge" type bridge
            ip link set "$bridge" mtu 1450 up
            ip addr show "$bridge" | grep -q " $gateway" || ip addr add "$gateway" dev "$bridge"
            tunnel=${bridge}x
            if ! [ -e "/sys/class/net/$tunnel" ]; then
              ip link add "$tunnel" mtu 1450 type vxlan id "$overlay" dstport "$port" local "$own"
            fi
            ip link set "$tunnel" master "$bridge" up
            for other in $others; do
              bridge fdb show dev "$tunnel" | grep -q "^00:00:00:00:00:00 dst $other " ||
                bridge fdb append 00:00:00:00:00:00 dev "$tunnel" dst "$other"
            done
            """;

    private static final String REMOVE =
            """
            for link in $(ip -o link show | awk -F '[ @:]+' '{ print $2 }' | grep '^plain'); do
              case " $1 " in
                *" ${link%x} "*) ;;
                *) ip link del "$link" ;;
              esac
            done
            """;

    private final Host host;
    private final PlugContext<NetworkSink> context;

    PlainDriver(Host host, PlugContext<NetworkSink> context) {
        this.host = host;
        this.context = context;
    }

    @Override
    public CompletionStage<Made> make(NodeId node, Wiring wish) {
        return context.seams().workers().run("plain", () -> settle(wish));
    }

    private Made settle(Wiring wish) {
        var links = new TreeMap<NetworkId, Link>();
        var refused = new TreeMap<NetworkId, String>();
        for (var span : wish.spans().values()) {
            var why = refusal(span);
            if (why.isEmpty()) {
                links.put(span.network(), link(span));
            } else {
                refused.put(span.network(), why);
            }
        }
        remove(links.values().stream().map(Link::bridge).toList());
        links.keySet().forEach(network -> build(wish, wish.spans().get(network)));
        return new Made(links, refused);
    }

    String refusal(Span span) {
        if (span.encrypted()) {
            return "it cannot be encrypted";
        }
        return span.plan().pools().isEmpty() ? "it has no addresses" : "";
    }

    /** Of all bridges but these. */
    void remove(List<String> wanted) {
        Lab.sh(host, REMOVE, String.join(" ", wanted));
    }

    void build(Wiring wish, Span span) {
        var others = new ArrayList<>(reached(span));
        others.remove(host.address());
        Lab.sh(
                host,
                MAKE,
                bridge(span),
                gateway(span) + "/24",
                "" + span.plan().overlay(),
                "" + wish.port(),
                host.address(),
                others.stream().collect(Collectors.joining(" ")));
    }

    List<String> reached(Span span) {
        return List.copyOf(span.hosts().values());
    }

    Host host() {
        return host;
    }

    static String bridge(Span span) {
        return "plain" + (span.plan().overlay() & 0xff);
    }

    private static Link link(Span span) {
        var name = Link.nameOf(span.spec());
        return new Link(span.network(), name, bridge(span), List.of(gateway(span)));
    }

    private static String gateway(Span span) {
        return span.plan().pools().get(0).gateway();
    }
}
