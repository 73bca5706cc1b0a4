package io.skep.network.nftables.internal.tool;

import io.skep.network.nftables.internal.plan.Policy;
import io.skep.network.nftables.internal.plan.Proxy;
import io.skep.network.nftables.internal.plan.Routes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The routes, and what has them work. Any thread; whoever puts them again keeps only those waiting
 * who want other ones. Blocks.
 */
final class Routing {

    private static final int UNKNOWN = -1;

    private final Tools tools;
    // absent when nobody knows what there is
    private final AtomicReference<Optional<Routes>> routed =
            new AtomicReference<>(Optional.empty());
    // how many addresses it answers for; nobody knows what an instance before did
    private int answering = UNKNOWN;

    Routing(Tools tools) {
        this.tools = tools;
    }

    /**
     * Makes them so.
     *
     * @throws ToolException when they are not so
     */
    void apply(Routes wanted) {
        if (routed.get().filter(wanted::equals).isEmpty()) {
            set(wanted);
        }
    }

    /**
     * Puts again what it made, since somebody may have removed it.
     *
     * @throws ToolException when it could not
     */
    synchronized void look() {
        routed.get().ifPresent(this::set);
    }

    /** Removes all of them. */
    synchronized void clear() {
        set(Routes.NONE);
        for (var family : List.of("-4", "-6")) {
            var flush = "ip " + family + " route flush table all " + Routes.PROTOCOL;
            tools.run(List.of(flush.split(" ")), "");
        }
    }

    private synchronized void set(Routes wanted) {
        try {
            put(wanted);
            routed.set(Optional.of(wanted));
        } catch (ToolException failure) {
            routed.set(Optional.empty()); // the next time does it all
            throw failure;
        }
    }

    private void put(Routes wanted) {
        var rules = tools.run(List.of("ip", "rule", "show"), "").output().lines().toList();
        var lines = new StringBuilder();
        wanted.routes().forEach(route -> lines.append(route).append('\n'));
        Policy.changes(rules, wanted.marks()).forEach(rule -> lines.append(rule).append('\n'));
        if (lines.length() > 0) {
            tools.run(List.of("ip", "-batch", "-"), lines.toString()).need("routes");
        }
        wanted.bridges().forEach(this::open);
        answer(wanted.proxies());
    }

    /** This node's own processes call published ports at 127.0.0.1. */
    private void open(String bridge) {
        var setting = "net.ipv4.conf." + bridge.replace('.', '/') + ".route_localnet=1";
        tools.run(List.of("sysctl", "-q", "-w", setting), "").need("sysctl");
    }

    /** Answers for these IPv6 addresses and for no others. */
    private void answer(SortedSet<Proxy> wanted) {
        if (answering == 0 && wanted.isEmpty()) {
            return;
        }
        var shown = tools.run(List.of("ip", "-6", "neigh", "show", "proxy"), "");
        var known = Proxy.printed(shown.output().lines().toList());
        var lines = new StringBuilder();
        minus(known, wanted).forEach(proxy -> lines.append(proxy.line("del")).append('\n'));
        minus(wanted, known).forEach(proxy -> lines.append(proxy.line("replace")).append('\n'));
        wanted.stream().map(Proxy::bridge).distinct().forEach(this::answerOn);
        if (lines.length() > 0) {
            tools.run(List.of("ip", "-6", "-batch", "-"), lines.toString()).need("neighbours");
        }
        answering = wanted.size();
    }

    /** The kernel answers for others only where it leads packets on. */
    private void answerOn(String bridge) {
        var on = "net.ipv6.conf." + bridge.replace('.', '/') + ".";
        var words = List.of("sysctl", "-q", "-w", on + "proxy_ndp=1", on + "forwarding=1");
        tools.run(words, "").need("sysctl");
    }

    private static <T> SortedSet<T> minus(SortedSet<T> from, SortedSet<T> what) {
        var rest = new TreeSet<>(from);
        rest.removeAll(what);
        return rest;
    }
}
