package io.skep.tck.network;

import io.skep.itests.hosts.Host;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Link;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** The least a balancer can do: all rules in one step, and only when they are others. */
class PlainBalancer extends PlainPlug implements Balancer {

    static final String CLEAR =
            """
            nft 'table ip plain {}; delete table ip plain'
            ip route flush table local proto 77
            """;

    private static final String RULES =
            """
            table ip plain {}
            delete table ip plain
            table ip plain {
              chain in {
                type nat hook prerouting priority -100;
            %s  }
            }
            """;

    private final Host host;
    private final PlugContext<NetworkSink> context;
    private String made = "";

    PlainBalancer(Host host, PlugContext<NetworkSink> context) {
        this.host = host;
        this.context = context;
    }

    @Override
    public CompletionStage<Void> balance(
            NodeId node, Wiring wish, SortedMap<NetworkId, Link> links) {
        return context.seams().workers().run("plain", () -> settle(wish, links));
    }

    private Void settle(Wiring wish, SortedMap<NetworkId, Link> links) {
        if (wish.spans().isEmpty()) {
            made = "";
            Lab.sh(host, CLEAR);
            return null;
        }
        var wanted = script(wish, links);
        if (!wanted.equals(made) || !there()) {
            before(wish, made);
            made = wanted;
            Lab.sh(host, wanted);
        }
        return null;
    }

    /** What else is done when rules change. */
    void before(Wiring wish, String old) {
        // nothing: one step takes the place of the other
    }

    boolean there() {
        return host.run("nft", "list", "table", "ip", "plain").exit() == 0
                && !host.run("ip", "route", "show", "table", "local", "proto", "77")
                        .good()
                        .isEmpty();
    }

    boolean leads(Traffic traffic) {
        return traffic == Traffic.SERVING;
    }

    Host host() {
        return host;
    }

    private String script(Wiring wish, SortedMap<NetworkId, Link> links) {
        var rules = new StringBuilder();
        var routes = new StringBuilder();
        for (var link : links.values()) {
            var range = wish.spans().get(link.network()).plan().virtualRanges().get(0);
            routes.append(
                    "ip route replace local %s dev %s proto 77\n".formatted(range, link.bridge()));
            for (var front : wish.frontends(link.network())) {
                lead(rules, front, wish.endpoints(link.network(), front.service()));
            }
        }
        return "nft -f - <<'end'\n" + RULES.formatted(rules) + "end\n" + routes;
    }

    private void lead(StringBuilder rules, Frontend front, List<Endpoint> endpoints) {
        var tasks = endpoints.stream().filter(each -> leads(each.traffic())).toList();
        for (int i = 0; i < tasks.size(); i++) {
            var turn = " numgen random mod %d 0 dnat to ".formatted(tasks.size() - i);
            var task = bare(tasks.get(i).addresses().get(0));
            for (var virtual : front.virtualIps()) {
                rules.append("ip daddr " + bare(virtual.addr()) + turn + task + "\n");
            }
            for (var port : front.ports()) {
                rules.append("fib daddr type local tcp dport " + port.publishedPort() + turn);
                rules.append(task + ":" + port.targetPort() + "\n");
            }
        }
    }

    private static String bare(String cidr) {
        return cidr.replaceFirst("/.*", "");
    }
}
