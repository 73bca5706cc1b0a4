package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.Duty.Scope;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.node.internal.duty.Roster;
import io.skep.node.internal.member.Leftovers;
import io.skep.node.internal.member.Member;
import io.skep.node.internal.member.Member.Stage;
import io.skep.node.internal.member.Papers;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's life: its membership, its role and its leadership decide which duties work. Everything
 * happens on one loop.
 */
public final class Host implements Membership {

    private static final Logger log = LoggerFactory.getLogger(Host.class);
    private static final Duration FOUND_PATIENCE = Duration.ofSeconds(30);
    private static final Duration JOIN_PATIENCE = Duration.ofMinutes(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(12);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String STORE = "store";
    private static final String AGENT = "agent";
    private static final String TRANSPORT = "transport";
    private static final EnumSet<Scope> MANAGING = EnumSet.of(Scope.MANAGER, Scope.LEADER);

    private final Path directory;
    private final String hostname;
    private final Equipment equipment;
    private final Loop loop;
    private final Waits waits;
    private final Papers papers;
    private final Roster roster;
    private final Rank rank;
    private final Reign reign;
    private final Estate estate;
    private final Departure departure;
    // written by the loop, read by doors
    private final AtomicReference<LocalNode> shown;
    private Phase phase = Phase.NEW;
    private @Nullable Member member;
    private String trouble = "";
    // completed on the loop; waited for by threads that stop bundles
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * A node that has not started.
     *
     * @param directory its data directory, under which the disks of {@code seams} are
     * @param settings as {@link DutyContext} describes them
     */
    public Host(Seams seams, Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.hostname = settings.getOrDefault("hostname", "");
        this.loop = seams.loop("node");
        this.waits = new Waits(loop);
        this.papers = new Papers(seams);
        this.equipment = new Equipment(seams, papers, directory, Map.copyOf(settings));
        var leftovers = new Leftovers(seams, directory);
        this.roster = new Roster(loop, this::context, this::turned);
        this.rank = new Rank(loop, this::reconsider);
        this.reign = new Reign(loop, this::reconsider);
        this.estate = new Estate(leftovers, loop, this::reconsider);
        this.departure = new Departure(loop, waits, roster, rank, leftovers);
        this.shown = new AtomicReference<>(local("pending", ""));
    }

    /** Goes on where it was before the process ended. */
    public void start() {
        loop.execute(this::begin);
    }

    /** A duty appeared. */
    public void add(Duty duty) {
        loop.execute(() -> roster.add(duty));
    }

    /** A duty goes; completes when it has stopped. */
    public CompletionStage<Void> remove(Duty duty) {
        var gone = new CompletableFuture<Void>();
        loop.execute(() -> roster.remove(duty).thenAccept(gone::complete));
        closed.thenAccept(gone::complete);
        return gone;
    }

    /** Whether it leads, which the store says. */
    Reign reign() {
        return reign;
    }

    /** Its role, which its credential says. */
    Rank rank() {
        return rank;
    }

    /** Stops every duty and then itself; containers are not touched. May be repeated. */
    public CompletionStage<Void> close() {
        loop.execute(
                () -> {
                    if (phase == Phase.CLOSED) {
                        return;
                    }
                    phase = Phase.CLOSED;
                    reign.close();
                    rank.close();
                    roster.want(EnumSet.noneOf(Scope.class), GRACE);
                    waits.until(() -> roster.rests(EnumSet.allOf(Scope.class)), CLOSE_PATIENCE)
                            .thenAccept(this::end);
                });
        return closed;
    }

    private void end(boolean quiet) {
        log.info("node: stopped{}", quiet ? "" : ", though not all duties did in time");
        closed.complete(null);
        loop.close();
    }

    @Override
    public LocalNode local() {
        return shown.get().knowing(rank.managers());
    }

    @Override
    public CompletionStage<Void> found(
            ClusterId cluster, NodeId node, String listenAddr, String advertiseAddr) {
        var done = new CompletableFuture<Void>();
        var wanted = new Member(node, cluster, listenAddr, advertiseAddr, Stage.FOUNDING);
        loop.execute(() -> Promise.keep(done, () -> found(wanted)));
        return done;
    }

    private CompletionStage<Void> found(Member wanted) {
        log.info("node {}: forms cluster {}", wanted.node(), wanted.cluster());
        begin(wanted, Phase.FOUNDING);
        return waits.until(() -> reign.leads() || !obstacle().isEmpty(), FOUND_PATIENCE)
                .thenCompose(
                        done -> reign.leads() ? inside() : undone("the cluster was not formed"));
    }

    @Override
    public CompletionStage<Void> join(
            ClusterId cluster, NodeId node, String listenAddr, String advertiseAddr) {
        var done = new CompletableFuture<Void>();
        var wanted = new Member(node, cluster, listenAddr, advertiseAddr, Stage.JOINING);
        loop.execute(() -> Promise.keep(done, () -> join(wanted)));
        return done;
    }

    private CompletionStage<Void> join(Member wanted) {
        log.info("node {}: joins cluster {}", wanted.node(), wanted.cluster());
        begin(wanted, Phase.JOINING);
        return waits.until(
                        () -> phase != Phase.JOINING || ready() || !obstacle().isEmpty(),
                        JOIN_PATIENCE)
                .thenCompose(done -> ready() ? inside() : undone("the cluster was not joined"));
    }

    private void begin(Member wanted, Phase next) {
        if (phase != Phase.OUTSIDE) {
            throw new IllegalStateException("this node is part of a cluster already");
        }
        papers.keep(wanted);
        member = wanted;
        estate.use();
        enter(next);
    }

    /** Why a membership that begins will not come about; empty when it may. */
    private String obstacle() {
        var port = roster.trouble(TRANSPORT);
        return port.isEmpty() && phase == Phase.FOUNDING
                ? roster.trouble(EnumSet.of(Scope.MANAGER))
                : port;
    }

    private CompletionStage<Void> inside() {
        var here = member;
        if (here == null || !phase.entering()) {
            return CompletableFuture.failedFuture(new IllegalStateException("this node has left"));
        }
        member = here.at(Stage.MEMBER);
        papers.keep(member);
        enter(Phase.INSIDE);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> undone(String what) {
        if (!phase.entering()) {
            return CompletableFuture.failedFuture(new IllegalStateException("this node has left"));
        }
        var reason = obstacle().isEmpty() ? "it took too long" : obstacle();
        var why = new IllegalStateException(what + ": " + reason);
        return depart().thenCompose(undone -> CompletableFuture.failedFuture(why));
    }

    @Override
    public CompletionStage<Void> leave() {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> Promise.keep(done, this::left));
        return done;
    }

    private CompletionStage<Void> left() {
        var stuck = phase == Phase.LEAVING && !trouble.isEmpty();
        if (phase != Phase.INSIDE && phase != Phase.JOINING && phase != Phase.BROKEN && !stuck) {
            throw new IllegalStateException("this node can not leave now: it is " + phase);
        }
        var leaver = member;
        if (leaver != null) {
            log.info("node {}: leaves cluster {}", leaver.node(), leaver.cluster());
            member = leaver.at(Stage.LEAVING);
            papers.keep(member);
        }
        return depart();
    }

    private CompletionStage<Void> depart() {
        phase = Phase.LEAVING;
        trouble = "";
        turned();
        var gone = new CompletableFuture<Void>();
        departure
                .begin()
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                Promise.keep(gone, this::outside);
                            } else {
                                stuck(failure);
                                gone.completeExceptionally(failure);
                            }
                        });
        return gone;
    }

    private CompletionStage<Void> outside() {
        papers.tearUp();
        member = null;
        enter(Phase.OUTSIDE);
        return CompletableFuture.completedFuture(null);
    }

    private void stuck(Throwable failure) {
        log.error("node: cannot delete the cluster's data", failure);
        trouble = "cannot delete the cluster's data: " + failure.getMessage();
        turned();
    }

    private void begin() {
        try {
            member = papers.member().orElse(null);
        } catch (RuntimeException unreadable) {
            log.error("node: its membership cannot be read", unreadable);
            trouble = "the membership in " + directory + " cannot be read: " + unreadable;
            enter(Phase.BROKEN);
            return;
        }
        var known = member;
        if (known == null) {
            enter(Phase.OUTSIDE);
        } else {
            log.info("node {}: of cluster {}", known.node(), known.cluster());
            resume(known.stage());
        }
    }

    private void resume(Stage stage) {
        switch (stage) {
            case FOUNDING, JOINING -> depart();
            case MEMBER -> enter(Phase.INSIDE);
            case LEAVING -> {
                phase = Phase.LEAVING;
                roster.want(EnumSet.of(Scope.NODE, Scope.WORKER), GRACE);
                waits.until(() -> roster.works(Scope.WORKER), FOUND_PATIENCE)
                        .thenAccept(works -> depart());
            }
        }
    }

    /** Role, leadership or what is known of managers may have changed. */
    private void reconsider() {
        if (phase.entering() || phase == Phase.INSIDE) {
            enter(phase);
        }
    }

    private void enter(Phase next) {
        phase = next;
        roster.want(scopes(), GRACE);
    }

    private EnumSet<Scope> scopes() {
        var here = member;
        var scopes = EnumSet.of(Scope.NODE);
        if (here == null || phase == Phase.OUTSIDE || phase == Phase.BROKEN) {
            return scopes;
        }
        var role = phase == Phase.FOUNDING ? Optional.of(NodeRole.MANAGER) : rank.role(here);
        if (role.isPresent()) {
            scopes.add(Scope.WORKER);
        }
        if (role.filter(NodeRole.MANAGER::equals).isPresent() && mayManage(here)) {
            scopes.add(Scope.MANAGER);
            estate.use();
            if (reign.leads()) {
                scopes.add(Scope.LEADER);
            }
        }
        return scopes;
    }

    /** A manager that has lost its data must not begin a cluster of its own. */
    private boolean mayManage(Member here) {
        var lost =
                phase != Phase.FOUNDING
                        && !roster.works(STORE)
                        && estate.lost()
                        && rank.others(here.node()).isEmpty();
        trouble = lost ? "no other manager is known, and this one's data is gone" : "";
        if (lost) {
            estate.again();
        }
        return !lost && estate.free();
    }

    private boolean manages() {
        var here = member;
        return phase == Phase.FOUNDING
                || here != null && rank.role(here).filter(NodeRole.MANAGER::equals).isPresent();
    }

    /** ND-8: what only managers may have goes with their duties. */
    private void strip() {
        var here = member;
        if (phase == Phase.INSIDE
                && here != null
                && rank.role(here).filter(NodeRole.WORKER::equals).isPresent()
                && roster.rests(MANAGING)) {
            estate.clear();
        }
    }

    private DutyContext context(Scope scope) {
        var here = member;
        if (scope == Scope.NODE || here == null) {
            return equipment.outside();
        }
        return equipment.inside(here, phase == Phase.FOUNDING ? "" : rank.others(here.node()));
    }

    private void turned() {
        var managers = roster.trouble(EnumSet.of(Scope.MANAGER));
        shown.set(
                switch (phase) {
                    case NEW, FOUNDING, JOINING -> local("pending", "");
                    case OUTSIDE -> local("inactive", anyTrouble());
                    case INSIDE ->
                            managers.isEmpty()
                                    ? local(ready() ? "active" : "pending", anyTrouble())
                                    : local("error", managers);
                    case LEAVING, BROKEN, CLOSED ->
                            local(trouble.isEmpty() ? "pending" : "error", trouble);
                });
        waits.check();
        strip();
    }

    /** It answers as soon as it has its store or agent; other duties may come and go. */
    private boolean ready() {
        return roster.works(manages() ? STORE : AGENT);
    }

    private String anyTrouble() {
        return trouble.isEmpty() ? roster.trouble(EnumSet.allOf(Scope.class)) : trouble;
    }

    private LocalNode local(String state, String error) {
        return new Portrait(hostname, Optional.ofNullable(member), manages()).in(state, error);
    }
}
