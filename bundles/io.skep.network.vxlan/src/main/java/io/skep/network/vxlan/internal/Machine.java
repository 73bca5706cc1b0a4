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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a node's networks so. Endpoints come and go without a look at what is there; others look
 * meanwhile. One thread at a time. Blocks.
 */
final class Machine {

    private static final Logger log = LoggerFactory.getLogger(Machine.class);
    private static final String BRIDGE = "bridge";
    private static final String VXLAN = "vxlan";

    private final NodeId node;
    private final boolean tunnels;
    private final Kernel kernel;
    private final WireGuard cipher;
    private final EngineNetworks engine;
    private final Lookout lookout;
    // the interfaces when all was well; set by whoever looked last
    private final AtomicReference<SortedMap<String, Iface>> before =
            new AtomicReference<>(Collections.emptySortedMap());
    private @Nullable Done done;
    private Ways overdue = Ways.NONE;

    /**
     * With what it works.
     *
     * @param tunnels whether it is to reach other nodes
     */
    record Tooling(boolean tunnels, Kernel kernel, WireGuard cipher, EngineNetworks engine) {}

    /**
     * What it made, and where that is continued.
     *
     * @param barred whether the engine refused some of it, which it may not the next time
     */
    private record Done(Wiring wiring, Blueprint plan, Survey survey, boolean barred) {

        private boolean differsInEndpointsAtMost(Wiring wish) {
            return wiring.port() == wish.port() && wiring.spans().equals(wish.spans());
        }

        private boolean asksAgain(Wiring wish) {
            return wiring.endpoints().equals(wish.endpoints())
                    && wiring.frontends().equals(wish.frontends());
        }
    }

    /** What there is, and what is to be made of a wish on such a ground. */
    private record Sight(
            Wiring wish, SortedMap<String, Iface> seen, Ground ground, Blueprint plan) {}

    /** What the engine said: networks it refuses to make, and what kept it from answering. */
    private record Said(SortedMap<NetworkId, String> refused, @Nullable ToolException trouble) {}

    /** Of a node. */
    Machine(NodeId node, Tooling tooling, Lookout lookout) {
        this.node = node;
        this.tunnels = tooling.tunnels();
        this.kernel = tooling.kernel();
        this.cipher = tooling.cipher();
        this.engine = tooling.engine();
        this.lookout = lookout;
    }

    /** Makes it so. */
    Made make(Wiring wish) {
        var last = done;
        done = null; // if this fails, the next time looks at everything
        if (last == null || !last.differsInEndpointsAtMost(wish) || doubtful(last, wish)) {
            quiet().toCompletableFuture().join();
            return made(whole(sight(wish), last == null ? Ways.NONE : last.survey().all()));
        }
        var next = next(last, wish);
        lookout.look(last.asksAgain(wish), new Sights(next), next.survey()::all);
        lookout.found().ifPresent(found -> kernel.lead(found.gone(), found.come()));
        done = next;
        return made(last.plan());
    }

    private boolean doubtful(Done last, Wiring wish) {
        return lookout.doubts() || last.barred() && last.asksAgain(wish);
    }

    /** Completes when nobody looks at interfaces any more. */
    CompletionStage<Boolean> quiet() {
        return lookout.quiet();
    }

    /** Leads to other endpoints, on the same networks. */
    private Done next(Done last, Wiring wish) {
        var step = last.survey().next(wish);
        lead(step.gone(), step.come(), overdue.minus(step.come()).neighbours());
        lookout.changed(step);
        return new Done(wish, last.plan(), last.survey(), last.barred());
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

    /** Whether all is as it was made. Any thread, while nothing but endpoints changes. */
    private final class Sights implements Lookout.Sights {

        private final Done made;

        private Sights(Done made) {
            this.made = made;
        }

        @Override
        public boolean interfaces(boolean all) {
            var key = cipher.key();
            var sight = sight(made.wiring());
            var plan = sight.plan();
            if (!made.plan().equals(plan)
                    || !works(plan, sight.seen()).none()
                    || !cipher.key().equals(key)) {
                return false;
            }
            if (all) {
                kernel.guard(node, plan, sight.seen().values());
                kernel.permit(plan.nets());
            }
            before.set(sight.seen());
            return true;
        }

        @Override
        public boolean engine() {
            return engine.agrees(made.plan().nets());
        }

        @Override
        public Ways ways() {
            return kernel.ways(made.plan().nets());
        }
    }

    private Sight sight(Wiring wish) {
        var seen = kernel.look();
        var ground = Kernel.ground(tunnels, !cipher.key().isEmpty(), seen.values());
        var plan = Blueprint.of(node, wish, ground);
        if (wish.equals(Wiring.EMPTY)) {
            cipher.end();
        } else {
            cipher.settle(plan.veil());
        }
        return new Sight(wish, seen, ground, plan);
    }

    /**
     * Makes all of it.
     *
     * @param led where it led until now
     */
    private Blueprint whole(Sight sight, Ways led) {
        var wanted = sight.plan();
        kernel.guard(node, wanted, sight.seen().values());
        kernel.remove(superfluous(VXLAN, wanted, sight.seen()));
        var said = askEngine(wanted);
        var plan =
                said.refused().isEmpty()
                        ? wanted
                        : Blueprint.of(node, sight.wish(), sight.ground(), said.refused());
        lookout.begin();
        var survey = new Survey(node, plan);
        survey.next(sight.wish());
        shape(plan, survey.all(), led);
        if (said.trouble() != null) {
            throw said.trouble();
        }
        done = new Done(sight.wish(), plan, survey, !said.refused().isEmpty());
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
        before.set(kernel.look());
        lookout.begin();
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
        for (var iface : before.get().values()) {
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
