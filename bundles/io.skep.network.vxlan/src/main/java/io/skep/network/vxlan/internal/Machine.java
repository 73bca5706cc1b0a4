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
import io.skep.network.vxlan.internal.plan.Ground;
import io.skep.network.vxlan.internal.plan.Iface;
import io.skep.network.vxlan.internal.plan.Names;
import io.skep.network.vxlan.internal.plan.Net;
import io.skep.network.vxlan.internal.plan.Survey;
import io.skep.network.vxlan.internal.plan.Ways;
import io.skep.network.vxlan.internal.plan.Ways.Neighbour;
import io.skep.network.vxlan.internal.plan.Works;
import io.skep.network.vxlan.internal.tool.ToolException;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node's networks so. It looks at the interfaces, unless only endpoints differ from what it
 * made a moment ago; the tables, which may be long, and the engine it trusts for a while when the
 * interfaces are as they were, and then looks at tables without keeping anybody. One thread at a
 * time. Blocks.
 */
final class Machine {

    private static final Logger log = LoggerFactory.getLogger(Machine.class);
    private static final Duration TRUST = Duration.ofSeconds(30);

    /** How long interfaces may go unseen while endpoints come and go all the time. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private static final String BRIDGE = "bridge";
    private static final String VXLAN = "vxlan";

    private final NodeId node;
    private final boolean tunnels;
    private final Kernel kernel;
    private final WireGuard cipher;
    private final EngineNetworks engine;
    private final Workers workers;
    private final Time time;
    private SortedMap<String, Iface> before = new TreeMap<>();
    private @Nullable Done done;
    private Ways overdue = Ways.NONE;
    private @Nullable Audit audit;
    private @Nullable CompletableFuture<Boolean> inquiry;
    private long looked;
    private long seenAt;

    /**
     * With what it works.
     *
     * @param tunnels whether it is to reach other nodes
     * @param workers look at long tables
     */
    record Tooling(boolean tunnels, Kernel kernel, WireGuard cipher, Workers workers) {}

    /** What it made, and where that is continued. */
    private record Done(Wiring wiring, Blueprint plan, Survey survey) {}

    /** What is to be made, on which ground, and where it led until now. */
    private record Order(Wiring wish, Ground ground, Ways led) {}

    /** What the engine said: networks it refuses to make, and what kept it from answering. */
    private record Said(SortedMap<NetworkId, String> refused, @Nullable ToolException trouble) {}

    /** Of a node. */
    Machine(NodeId node, Tooling tooling, EngineNetworks engine, Time time) {
        this.node = node;
        this.tunnels = tooling.tunnels();
        this.kernel = tooling.kernel();
        this.cipher = tooling.cipher();
        this.workers = tooling.workers();
        this.engine = engine;
        this.time = time;
    }

    /** Makes it so. */
    Made make(Wiring wish) {
        var last = done;
        done = null; // if this fails, the next time looks at everything
        if (last != null && onlyEndpoints(last, wish)) {
            done = next(last, wish);
            return made(last.plan());
        }
        return make(wish, last);
    }

    /** Leads to other endpoints, on the same networks. */
    private Done next(Done last, Wiring wish) {
        var step = last.survey().next(wish);
        lead(step.gone(), step.come(), overdue.minus(step.come()).neighbours());
        if (audit != null) {
            audit.changed(step);
        }
        return new Done(wish, last.plan(), last.survey());
    }

    /**
     * Addresses nobody has any more stay known until the next time: connections to them are
     * forgotten meanwhile, and a packet on one of them that finds no address would tell its sender
     * that there is no way, which ends a call that would come elsewhere when it is tried again.
     *
     * @param over those whose time is over
     */
    private void lead(Ways gone, Ways come, Set<Neighbour> over) {
        kernel.lead(new Ways(over, gone.hops(), gone.known()), come);
        var late = new Ways(gone.neighbours(), Set.of(), Set.of());
        overdue = late.minus(new Ways(over, Set.of(), Set.of()));
    }

    /** Whoever asks again for what is so asks to look. */
    private boolean onlyEndpoints(Done last, Wiring wish) {
        return time.nanos() - seenAt < UNSEEN.toNanos()
                && last.wiring().port() == wish.port()
                && last.wiring().spans().equals(wish.spans())
                && !last.wiring().endpoints().equals(wish.endpoints());
    }

    private Made make(Wiring wish, @Nullable Done last) {
        var seen = kernel.look();
        seenAt = time.nanos();
        var ground = Kernel.ground(tunnels, !cipher.key().isEmpty(), seen.values());
        var plan = Blueprint.of(node, wish, ground);
        if (wish.equals(Wiring.EMPTY)) {
            cipher.end();
        } else {
            cipher.settle(plan.veil());
        }
        if (last == null || !last.plan().equals(plan) || !works(plan, seen).none() || disagrees()) {
            var led = last == null ? Ways.NONE : last.survey().all();
            return made(whole(new Order(wish, ground, led), plan, seen));
        }
        var next = next(last, wish);
        check(next, seen);
        before = seen;
        done = next;
        return made(plan);
    }

    /** What the engine said of these networks, if it was asked and has answered. */
    private boolean disagrees() {
        return inquiry != null && inquiry.isDone() && !inquiry.join();
    }

    private boolean trusted() {
        return time.nanos() - looked < TRUST.toNanos();
    }

    /** Puts right what was found, and looks and asks again when it is time. */
    private void check(Done now, SortedMap<String, Iface> seen) {
        if (!trusted() && audit == null) {
            var plan = now.plan();
            var nets = plan.nets();
            kernel.guard(node, plan, seen.values());
            kernel.permit(nets);
            audit = Audit.begin(workers, () -> kernel.ways(nets), now.survey().all());
            inquiry = ask(nets);
        }
        if (audit != null && audit.over()) {
            var found = audit.found();
            audit = null;
            kernel.lead(found.gone(), found.come());
        }
        looked = trusted() ? looked : time.nanos();
    }

    /** Changes do not wait for it: an engine of a busy machine may take seconds. */
    private CompletableFuture<Boolean> ask(Collection<Net> nets) {
        return workers.run("network-engine", () -> engine.agrees(nets))
                .toCompletableFuture()
                .exceptionally(Machine::silent);
    }

    /** What was there may be there still. */
    private static boolean silent(Throwable trouble) {
        log.debug("networks: the engine was not asked: {}", trouble.getMessage());
        return true;
    }

    private Blueprint whole(Order order, Blueprint wanted, SortedMap<String, Iface> seen) {
        kernel.guard(node, wanted, seen.values());
        kernel.remove(superfluous(VXLAN, wanted, seen));
        var said = askEngine(wanted);
        var plan =
                said.refused().isEmpty()
                        ? wanted
                        : Blueprint.of(node, order.wish(), order.ground(), said.refused());
        audit = null;
        inquiry = null;
        var survey = new Survey(node, plan);
        survey.next(order.wish());
        shape(plan, survey.all(), order.led());
        if (said.trouble() != null) {
            throw said.trouble();
        }
        done = new Done(order.wish(), plan, survey);
        return plan;
    }

    private void shape(Blueprint plan, Ways ways, Ways led) {
        var now = kernel.look();
        kernel.remove(superfluous(VXLAN, plan, now));
        kernel.remove(superfluous(BRIDGE, plan, now));
        build(plan, now);
        if (!plan.nets().isEmpty()) {
            kernel.permit(plan.nets());
            var there = kernel.ways(plan.nets());
            var gone = there.minus(ways);
            lead(gone, ways.minus(there), gone.minus(led).neighbours());
        }
        before = kernel.look();
        looked = time.nanos();
    }

    /** Ways to others are not to wait for an engine that does not answer. */
    private Said askEngine(Blueprint plan) {
        try {
            return new Said(engine.make(plan.nets()), null);
        } catch (ToolException trouble) {
            return new Said(Collections.emptySortedMap(), trouble);
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
