package io.skep.transport.engine.internal.mesh;

import io.skep.ca.Credential;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties to other nodes: one for each, used in both directions. When both dialled at the same time
 * the one that the lower node dialled is used, and the other one ends when it is idle. Belongs to
 * its loop but for {@link #open}.
 */
public final class Mesh implements Link {

    private static final Logger log = LoggerFactory.getLogger(Mesh.class);

    private final Loop loop;
    private final Bounds bounds;
    private final List<Tie> ties = new ArrayList<>();
    private final SortedMap<NodeId, List<Wait>> waiting = new TreeMap<>();
    private @Nullable Carrier carrier;
    private @Nullable Credential credential;

    /** A channel that waits for a tie. */
    private record Wait(Strand strand, String kind) {}

    /** No ties yet. */
    public Mesh(Loop loop, Bounds bounds) {
        this.loop = loop;
        this.bounds = bounds;
    }

    /** A plug carries from now on; none when absent, and then no line is left. */
    public void carry(@Nullable Carrier next) {
        carrier = next;
        if (next == null) {
            cut("nobody carries frames now");
        }
    }

    /** What this node is from now on. Ties that show something else are used up. */
    public void show(Optional<Credential> next) {
        boolean same = next.equals(Optional.ofNullable(credential));
        credential = next.orElse(null);
        if (next.isEmpty()) {
            cut("this node belongs to no cluster");
        } else if (!same) {
            ties.forEach(Tie::stale);
        }
    }

    @Override
    public boolean reaches(NodeId peer) {
        return true;
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop user, ChannelSink sink) {
        var strand = new Strand(loop, user, new Caller(peer, Role.STRANGER));
        strand.hears(sink);
        loop.execute(() -> place(peer, new Wait(strand, kind)));
        return strand;
    }

    private void place(NodeId peer, Wait wait) {
        var tie = best(peer);
        if (tie.filter(good -> !good.isStale()).isPresent()) {
            put(tie.get(), wait);
        } else if (waiting.containsKey(peer)) {
            waiting.get(peer).add(wait);
        } else {
            dial(peer, wait, tie);
        }
    }

    private static void put(Tie tie, Wait wait) {
        if (wait.strand().isOpen()) {
            tie.open(wait.strand(), wait.kind());
        }
    }

    /** A tie that is used up serves who cannot be dialled. */
    private void dial(NodeId peer, Wait wait, Optional<Tie> usedUp) {
        var address = bounds.roll().address(peer);
        var plug = carrier;
        if (address.isPresent() && plug != null && credential != null) {
            waiting.put(peer, new ArrayList<>(List.of(wait)));
            plug.dial(address.get(), Carrier.As.NODE)
                    .whenComplete(
                            (line, failure) ->
                                    loop.execute(() -> dialled(peer, plug, line, failure)));
        } else if (usedUp.isPresent()) {
            put(usedUp.get(), wait);
        } else {
            wait.strand().unreachable("no way leads to node " + peer);
        }
    }

    private void dialled(
            NodeId peer, Carrier by, @Nullable Line line, @Nullable Throwable failure) {
        if (line == null) {
            fail(peer, "node " + peer + ": " + (failure == null ? "" : failure.getMessage()));
            return;
        }
        try {
            if (carrier != by) {
                throw new IllegalArgumentException("it is carried by nobody now");
            }
            tie(line, bounds.manager(line, peer, credential), Tie.Side.DIALLED);
        } catch (IllegalArgumentException wrong) {
            refuse("node " + peer, line, "" + wrong.getMessage());
            fail(peer, "node " + peer + ": " + wrong.getMessage());
        }
    }

    private void fail(NodeId peer, String why) {
        var waits = Optional.ofNullable(waiting.remove(peer)).orElse(List.of());
        waits.forEach(wait -> wait.strand().unreachable(why));
    }

    /** Somebody dialled in. */
    public void accepted(Line line) {
        try {
            var passport = bounds.admitted(line, credential);
            if (passport.caller().role() == Role.STRANGER) {
                receive(line, passport);
            } else {
                tie(line, passport, Tie.Side.ACCEPTED);
            }
        } catch (IllegalArgumentException wrong) {
            refuse(Passport.host(line.address()), line, "" + wrong.getMessage());
        }
    }

    private void refuse(String who, Line line, String why) {
        bounds.told()
                .say(who)
                .ifPresent(
                        unsaid ->
                                log.warn(
                                        "line {}: refused: {} ({} more since)",
                                        line.address(),
                                        why,
                                        unsaid));
        line.close(why);
    }

    private void receive(Line line, Passport passport) {
        var from = passport.caller().address();
        var strangers = ties.stream().map(Tie::caller).filter(one -> one.node() == null).toList();
        long near = strangers.stream().filter(one -> one.address().equals(from)).count();
        if (strangers.size() >= Bounds.MOST_STRANGERS || near >= Bounds.MOST_OF_ONE_ADDRESS) {
            throw new IllegalArgumentException("too many strangers");
        }
        var tie = tie(line, passport, Tie.Side.ACCEPTED);
        loop.schedule(Bounds.STRANGERS_STAY, () -> tie.close("time is up"));
    }

    private Tie tie(Line line, Passport passport, Tie.Side side) {
        var parts = new Tie.Parts(loop, line, passport, bounds, side);
        var tie = new Tie(parts, ties::remove);
        ties.add(tie);
        tie.begin();
        var peer = passport.caller().node();
        if (peer != null && ties.contains(tie)) {
            log.debug("node {}: tied by line {}", peer, line.address());
            var waits = Optional.ofNullable(waiting.remove(peer)).orElse(List.of());
            waits.forEach(wait -> put(tie, wait));
        }
        return tie;
    }

    /** A tie of a stranger that was dialled: what its chain is worth is not known here. */
    Tie toStranger(Line line) {
        var parts = new Tie.Parts(loop, line, Passport.NONE, bounds, Tie.Side.DIALLED);
        var tie = new Tie(parts, any -> {});
        tie.begin();
        return tie;
    }

    /** The tie to use: what it shows is up to date, the lower node dialled it, it is the newest. */
    private Optional<Tie> best(NodeId peer) {
        return ties.stream()
                .filter(tie -> peer.equals(tie.caller().node()))
                .reduce((old, next) -> rank(next) >= rank(old) ? next : old);
    }

    private int rank(Tie tie) {
        return (tie.isStale() ? 0 : 2) + (byLower(tie) ? 1 : 0);
    }

    private boolean byLower(Tie tie) {
        var peer = tie.caller().node();
        return peer != null
                && credential != null
                && tie.dialled() == credential.node().compareTo(peer) < 0;
    }

    /** Cuts off who is not admitted any more, and ends what is not needed. Every second. */
    public void check() {
        for (var tie : List.copyOf(ties)) {
            var peer = tie.caller().node();
            if (!bounds.guard().admits(tie.caller())) {
                log.info("node {}: cut off", peer);
                tie.close("not admitted any more");
            } else if (tie.isBelow(bounds.guard())) {
                // this node knew less when it started: nobody would lead it over such a line
                log.info("node {}: is a manager, though it was not known as one", peer);
                tie.close("it is a manager");
            } else if (tie.isOver(bounds.time().now())) {
                log.info("node {}: its certificate has expired", peer);
                tie.close("its certificate has expired");
            } else if (peer != null && tie.isIdle() && best(peer).filter(tie::equals).isEmpty()) {
                tie.close("another one is used");
            }
        }
    }

    /** What this node may say to itself. */
    public Role role() {
        return credential == null || credential.role() == NodeRole.MANAGER
                ? Role.MANAGER
                : Role.WORKER;
    }

    private void cut(String reason) {
        List.copyOf(ties).forEach(tie -> tie.close(reason));
        List.copyOf(waiting.keySet()).forEach(peer -> fail(peer, reason));
    }

    @Override
    public void close(String reason) {
        loop.execute(() -> cut(reason));
    }
}
