package io.skep.network.vxlan.internal;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.vxlan.internal.cipher.WireGuard;
import io.skep.network.vxlan.internal.engine.EngineNetworks;
import io.skep.network.vxlan.internal.kernel.Kernel;
import io.skep.network.vxlan.internal.plan.Blueprint;
import io.skep.network.vxlan.internal.plan.Iface;
import io.skep.network.vxlan.internal.plan.Names;
import io.skep.network.vxlan.internal.plan.Net;
import io.skep.network.vxlan.internal.plan.Works;
import io.skep.network.vxlan.internal.tool.ToolException;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node's networks so. It looks at the interfaces each time; the tables, which may be long,
 * and the engine it trusts for a while when the interfaces are as they were. One thread at a time.
 * Blocks.
 */
final class Machine {

    private static final Logger log = LoggerFactory.getLogger(Machine.class);
    private static final Duration TRUST = Duration.ofSeconds(30);
    private static final String BRIDGE = "bridge";
    private static final String VXLAN = "vxlan";

    private final NodeId node;
    private final boolean tunnels;
    private final Kernel kernel;
    private final WireGuard cipher;
    private final EngineNetworks engine;
    private final Time time;
    private SortedMap<String, Iface> before = new TreeMap<>();
    private @Nullable Blueprint done;
    private long looked;

    /**
     * With what it works.
     *
     * @param tunnels whether it is to reach other nodes
     */
    record Tooling(boolean tunnels, Kernel kernel, WireGuard cipher) {}

    /** Of a node. */
    Machine(NodeId node, Tooling tooling, EngineNetworks engine, Time time) {
        this.node = node;
        this.tunnels = tooling.tunnels();
        this.kernel = tooling.kernel();
        this.cipher = tooling.cipher();
        this.engine = engine;
        this.time = time;
    }

    /** Makes it so. */
    Made make(Wiring wish) {
        var seen = kernel.look();
        var plan =
                Blueprint.of(
                        node, wish, Kernel.ground(tunnels, !cipher.key().isEmpty(), seen.values()));
        if (wish.equals(Wiring.EMPTY)) {
            cipher.end();
        } else {
            cipher.settle(plan.veil());
        }
        var last = done;
        done = null; // if this fails, the next time looks at everything
        boolean trusted =
                last != null
                        && last.nets().equals(plan.nets())
                        && last.peers().equals(plan.peers())
                        && last.veil().equals(plan.veil())
                        && time.nanos() - looked < TRUST.toNanos()
                        && works(plan, seen).none();
        if (trusted) {
            kernel.lead(last.ways().minus(plan.ways()), plan.ways().minus(last.ways()));
            before = seen;
        } else {
            whole(plan, seen);
        }
        done = plan;
        return made(plan);
    }

    private void whole(Blueprint plan, SortedMap<String, Iface> seen) {
        kernel.guard(node, plan);
        kernel.remove(superfluous(VXLAN, plan, seen));
        var trouble = askEngine(plan);
        var now = kernel.look();
        kernel.remove(superfluous(BRIDGE, plan, now));
        build(plan, now);
        if (!plan.nets().isEmpty()) {
            kernel.permit(plan.nets());
            var there = kernel.ways(plan.nets());
            kernel.lead(there.minus(plan.ways()), plan.ways().minus(there));
        }
        before = kernel.look();
        looked = time.nanos();
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Ways to others are not to wait for an engine that does not answer. */
    private @Nullable ToolException askEngine(Blueprint plan) {
        try {
            engine.make(plan.nets());
            return null;
        } catch (ToolException trouble) {
            return trouble;
        }
    }

    private List<String> superfluous(String kind, Blueprint plan, SortedMap<String, Iface> seen) {
        return Works.superfluous(Names.mark(node), kind, plan.nets(), seen.values());
    }

    private void build(Blueprint plan, SortedMap<String, Iface> seen) {
        var works = works(plan, seen);
        if (!works.none()) {
            log.debug("networks: {}", works);
            kernel.build(works);
        }
    }

    private Works works(Blueprint plan, SortedMap<String, Iface> seen) {
        return Works.building(Names.mark(node), plan.nets(), seen, lost(seen));
    }

    /** Containers' interfaces that hung on a bridge of ours and hang on nothing now. */
    private Collection<Iface> lost(SortedMap<String, Iface> seen) {
        var lost = new ArrayList<Iface>();
        for (var iface : before.values()) {
            var now = seen.get(iface.name());
            if (iface.is("veth")
                    && iface.port().master().startsWith(Names.PREFIX)
                    && now != null
                    && now.port().master().isEmpty()) {
                lost.add(iface);
            }
        }
        return lost;
    }

    private static Made made(Blueprint plan) {
        var links = new TreeMap<NetworkId, Link>();
        plan.nets().stream().map(Net::link).forEach(link -> links.put(link.network(), link));
        return new Made(links, plan.refused());
    }
}
