package io.skep.network.vxlan.internal.kernel;

import io.skep.model.NodeId;
import io.skep.network.vxlan.internal.plan.Blueprint;
import io.skep.network.vxlan.internal.plan.Ground;
import io.skep.network.vxlan.internal.plan.Iface;
import io.skep.network.vxlan.internal.plan.Names;
import io.skep.network.vxlan.internal.plan.Net;
import io.skep.network.vxlan.internal.plan.Ways;
import io.skep.network.vxlan.internal.plan.Works;
import io.skep.network.vxlan.internal.tool.Tools;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interfaces, tables and the rules that keep strangers out. Any thread. Blocks. */
public final class Kernel {

    private static final Logger log = LoggerFactory.getLogger(Kernel.class);
    private static final String PROBE = Names.PREFIX + "probe";

    private static final List<String> IP_BATCH = List.of("ip", "-batch", "-");
    private static final List<String> IP_BATCH_ON = List.of("ip", "-force", "-batch", "-");
    private static final List<String> BRIDGE_BATCH = List.of("bridge", "-batch", "-");
    private static final List<String> BRIDGE_BATCH_ON = List.of("bridge", "-force", "-batch", "-");

    private static final String FILTERED = "net.bridge.bridge-nf-call-";
    private static final List<String> FILTER =
            List.of("sysctl", "-q", "-w", FILTERED + "iptables=1", FILTERED + "ip6tables=1");
    private static final String CONSEQUENCE =
            "virtual addresses do not answer and published ports lead to this node's tasks only";

    private final Tools tools;

    /** By these programs. */
    public Kernel(Tools tools) {
        this.tools = tools;
    }

    /**
     * Why networks cannot be made on this machine; empty when they can. Names what is missing and
     * what to type.
     */
    public String missing(boolean tunnels) {
        for (var words : List.of(List.of("ip", "-V"), List.of("bridge", "-V"))) {
            if (!tools.run(words, "").good()) {
                return words.get(0) + " cannot be run; install the package iproute2";
            }
        }
        if (!tools.run(List.of("nft", "list", "tables"), "").good()) {
            return "nft cannot be run; install the package nftables";
        }
        return tunnels ? noTunnel() : "";
    }

    private String noTunnel() {
        tools.run(List.of("ip", "link", "del", PROBE), "");
        var words = "ip link add " + PROBE + " type vxlan id 16777215 dstport 1";
        var outcome = tools.run(List.of(words.split(" ")), "");
        tools.run(List.of("ip", "link", "del", PROBE), "");
        return outcome.good() ? "" : "the kernel makes no VXLAN interface: " + outcome.complaint();
    }

    /** All interfaces there are, by name. */
    public SortedMap<String, Iface> look() {
        return Printed.ifaces(tools.need(List.of("ip", "-json", "-details", "addr", "show"), ""));
    }

    /** What the machine offers. */
    public static Ground ground(boolean tunnels, boolean encrypts, Collection<Iface> seen) {
        var mtus = new TreeMap<String, Integer>();
        for (var iface : seen) {
            for (var address : iface.addresses()) {
                mtus.put(Names.bare(address), iface.traits().mtu());
            }
        }
        return new Ground(tunnels, encrypts, mtus);
    }

    /** Removes interfaces; one that is gone is no failure. */
    public void remove(List<String> lines) {
        if (!lines.isEmpty()) {
            tools.run(IP_BATCH_ON, text(lines));
        }
    }

    /** Does the works. */
    public void build(Works works) {
        batch(IP_BATCH, works.links());
        batch(BRIDGE_BATCH, works.ports());
    }

    /** Packets go from bridges to where rules are; others may have switched that off. */
    public void permit(Collection<Net> nets) {
        tools.need(List.of("sysctl", "-q", "-w", "net.ipv4.ip_forward=1"), "");
        if (nets.stream().anyMatch(net -> net.options().ipv6())) {
            // as engines do for such networks; that of the bridge alone lets nothing through
            tools.need(List.of("sysctl", "-q", "-w", "net.ipv6.conf.all.forwarding=1"), "");
        }
        boolean filtered =
                filter() || tools.run(List.of("modprobe", "br_netfilter"), "").good() && filter();
        if (!filtered) {
            log.warn("network: the kernel module br_netfilter is missing, {}", CONSEQUENCE);
        }
    }

    /**
     * Frames come before the rules. Fails where the module is not loaded: engines before 27.3 do.
     */
    private boolean filter() {
        return tools.run(FILTER, "").good();
    }

    /** The ways there are on these networks. */
    public Ways ways(Collection<Net> nets) {
        var bridges = new TreeSet<String>();
        var tunnels = new TreeSet<String>();
        for (var net : nets) {
            bridges.add(net.bridge());
            tunnels.add(net.tunnel().name());
        }
        var fdb = tools.need(List.of("bridge", "fdb", "show"), "");
        var neighbours = tools.need(List.of("ip", "neigh", "show", "nud", "permanent"), "");
        return new Ways(
                Tables.neighbours(neighbours, bridges),
                Tables.hops(fdb, tunnels),
                Tables.known(fdb, tunnels));
    }

    /** Ways that go, then ways that come: so one that moves is right in the end. */
    public void lead(Ways gone, Ways come) {
        forgotten(gone);
        var neighbours = new ArrayList<String>();
        come.neighbours()
                .forEach(
                        n ->
                                neighbours.add(
                                        "neigh replace %s lladdr %s dev %s nud permanent"
                                                .formatted(n.address(), n.mac(), n.bridge())));
        var entries = new ArrayList<String>();
        come.hops()
                .forEach(
                        hop ->
                                entries.add(
                                        "fdb replace %s dev %s dst %s self permanent"
                                                .formatted(hop.mac(), hop.tunnel(), hop.host())));
        come.known()
                .forEach(
                        k ->
                                entries.add(
                                        "fdb replace %s dev %s master static"
                                                .formatted(k.mac(), k.tunnel())));
        batch(BRIDGE_BATCH_ON, entries);
        batch(IP_BATCH_ON, neighbours);
    }

    /** By where it led: who has the address now may have been told of before. */
    private void forgotten(Ways gone) {
        var neighbours = new ArrayList<String>();
        gone.neighbours()
                .forEach(n -> neighbours.add("neigh del " + n.address() + " dev " + n.bridge()));
        var entries = new ArrayList<String>();
        gone.hops()
                .forEach(
                        h ->
                                entries.add(
                                        "fdb del %s dev %s dst %s self"
                                                .formatted(h.mac(), h.tunnel(), h.host())));
        gone.known()
                .forEach(k -> entries.add("fdb del " + k.mac() + " dev " + k.tunnel() + " master"));
        if (!entries.isEmpty()) {
            tools.run(BRIDGE_BATCH_ON, text(entries));
        }
        if (!neighbours.isEmpty()) {
            tools.run(IP_BATCH_ON, text(neighbours));
        }
    }

    /**
     * From now on only these may send frames of our networks; in one step.
     *
     * @param seen the interfaces there are
     */
    public void guard(NodeId node, Blueprint plan, Collection<Iface> seen) {
        tools.need(List.of("nft", "-f", "-"), Guard.rules(node, plan));
        var local = plan.nets().stream().map(net -> net.tunnel().local()).toList();
        var devices =
                seen.stream()
                        .filter(
                                iface ->
                                        iface.addresses().stream()
                                                .map(Names::bare)
                                                .anyMatch(local::contains))
                        .map(Iface::name)
                        .toList();
        var arrivals = tools.run(List.of("nft", "-f", "-"), Guard.arrivals(node, plan, devices));
        if (!arrivals.good()) {
            log.debug("network: frames that come are tracked: {}", arrivals.complaint());
        }
    }

    /** Ends what it kept running. */
    public void close() {
        tools.close();
    }

    private void batch(List<String> program, List<String> lines) {
        if (!lines.isEmpty()) {
            tools.need(program, text(lines));
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
