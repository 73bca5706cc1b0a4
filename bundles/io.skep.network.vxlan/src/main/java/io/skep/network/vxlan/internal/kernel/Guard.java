package io.skep.network.vxlan.internal.kernel;

import io.skep.model.NodeId;
import io.skep.network.vxlan.internal.plan.Blueprint;
import io.skep.network.vxlan.internal.plan.Names;
import io.skep.network.vxlan.internal.plan.Peer;
import io.skep.network.vxlan.internal.plan.Veil;
import java.util.Collection;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The rules of this node's tunnels, as {@code nft} reads them: who may send frames (row A31), and
 * that the kernel does not keep what carries frames as connections. It would do so for each inner
 * connection and both its ways, on either host, and look each packet up; nobody asks for it.
 */
final class Guard {

    // the number of a network in a frame: three bytes behind the headers of UDP and of flags
    private static final String OVERLAY = "@th,96,24";

    private Guard() {}

    /** All that must be; in one step they take the place of those before. */
    static String rules(NodeId node, Blueprint plan) {
        return frames(node, plan) + veil(node, plan);
    }

    /**
     * What should be as well: what comes in by these devices is no connection. Said there, and not
     * where all packets pass, it costs frames between tasks nothing.
     */
    static String arrivals(NodeId node, Blueprint plan, Collection<String> devices) {
        var table = "table netdev " + Names.table(node);
        if (plan.peers().isEmpty() || devices.isEmpty()) {
            return nothing(table);
        }
        var named = devices.stream().collect(Collectors.joining("\", \"", "\"", "\""));
        return nothing(table)
                + """
                %s {
                  chain come {
                    type filter hook ingress devices = { %s } priority 0; policy accept;
                    ip daddr { %s } udp dport %d notrack
                  }
                }
                """
                        .formatted(table, named, own(plan), plan.port());
    }

    private static String frames(NodeId node, Blueprint plan) {
        var table = "table ip " + Names.table(node);
        if (plan.peers().isEmpty()) {
            return nothing(table);
        }
        // numbers below those of ours are others', for example of the engine's own networks
        return nothing(table)
                + """
                %1$s {
                  chain in {
                    type filter hook input priority -10; policy accept;
                    udp dport %2$d %3$s . ip saddr { %4$s } accept
                    udp dport %2$d %3$s 65536-16777215 drop
                  }
                  chain go {
                    type filter hook output priority -300; policy accept;
                    udp dport %2$d ip saddr { %5$s } notrack
                  }
                }
                """
                        .formatted(table, plan.port(), OVERLAY, members(plan.peers()), own(plan));
    }

    private static String members(SortedSet<Peer> peers) {
        return peers.stream()
                .map(peer -> peer.overlay() + " . " + peer.address())
                .collect(Collectors.joining(", "));
    }

    private static String own(Blueprint plan) {
        return plan.nets().stream()
                .map(net -> net.tunnel().local())
                .filter(Names::isFour)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What was not encrypted does not come in by the addresses of what was. */
    private static String veil(NodeId node, Blueprint plan) {
        var table = "table ip6 " + Names.table(node);
        if (!plan.veil().there()) {
            return nothing(table);
        }
        return nothing(table)
                + """
                %s {
                  chain in {
                    type filter hook input priority -10; policy accept;
                    ip6 daddr %s iifname != { lo, %s } drop
                  }
                }
                """
                        .formatted(table, Veil.RANGE, Veil.NAME);
    }

    private static String nothing(String table) {
        return table + " {}\ndelete " + table + "\n";
    }
}
