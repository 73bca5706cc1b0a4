package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.lifecycle.Duty.Scope;
import io.skep.lifecycle.DutyContext;
import io.skep.model.spec.NodeRole;
import io.skep.node.internal.duty.Roster;
import io.skep.node.internal.member.Leftovers;
import io.skep.node.internal.member.Member;
import io.skep.node.internal.member.Member.Stage;
import io.skep.node.internal.member.Papers;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.seam.vault.SealedSeams;
import io.skep.seam.vault.Vault;
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
 * A node's life: its membership, its role and its leadership decide which duties work. Belongs to
 * its loop, but for what says otherwise.
 */
final class Life {

    private static final Logger log = LoggerFactory.getLogger(Life.class);
    private static final Duration FOUND_PATIENCE = Duration.ofSeconds(30);
    private static final Duration JOIN_PATIENCE = Duration.ofMinutes(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(12);
    private static final Duration UNLOCK_PATIENCE = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String STORE = "store";
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
    private final Bolt bolt;
    private final Estate estate;
    private final Departure departure;
    private final Refounding refounding;
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
    Life(Seams seams, Loop loop, Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.hostname = settings.getOrDefault("hostname", "");
        this.loop = loop;
        this.waits = new Waits(loop);
        this.papers = new Papers(seams);
        var vault = new Vault(seams.disk("node"), seams.entropy());
        var sealed = new SealedSeams(seams, vault);
        this.equipment = new Equipment(sealed, papers, directory, Map.copyOf(settings));
        var leftovers = new Leftovers(seams, directory);
        this.roster = new Roster(loop, this::context, this::turned);
        this.rank = new Rank(loop, this::reconsider);
        this.reign = new Reign(loop, this::reconsider);
        this.bolt = new Bolt(loop, rank, this::role, vault, sealed);
        this.estate = new Estate(leftovers, loop, this::reconsider);
        this.departure = new Departure(loop, waits, roster, rank, leftovers);
        this.refounding = new Refounding(waits, roster, reign);
        this.shown = new AtomicReference<>(local("pending", ""));
    }

    /** Whether it leads, which the store says. */
    Reign reign() {
        return reign;
    }

    /** Whether its disks are locked. */
    Bolt bolt() {
        return bolt;
    }

    /** Its role, which its credential says. */
    Rank rank() {
        return rank;
    }

    /** Stops every duty and then itself; containers are not touched. May be repeated. */
    void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        reign.close();
        rank.close();
        bolt.close();
        roster.want(EnumSet.noneOf(Scope.class), GRACE);
        waits.until(() -> roster.rests(EnumSet.allOf(Scope.class)), CLOSE_PATIENCE)
                .thenAccept(this::end);
    }

    private void end(boolean quiet) {
        log.info("node: stopped{}", quiet ? "" : ", though not all duties");
        closed.complete(null);
        loop.close();
    }

    CompletionStage<Void> closed() {
        return closed;
    }

    Roster roster() {
        return roster;
    }

    /** How it shows itself. Any thread. */
    LocalNode local() {
        return shown.get().knowing(rank.managers());
    }

    CompletionStage<Void> found(Member wanted) {
        log.info("node {}: forms cluster {}", wanted.node(), wanted.cluster());
        begin(wanted, Phase.FOUNDING);
        return waits.until(() -> reign.leads() || !obstacle().isEmpty(), FOUND_PATIENCE)
                .thenCompose(
                        done -> reign.leads() ? inside() : undone("the cluster was not formed"));
    }

    CompletionStage<Void> join(Member wanted) {
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
        become(wanted);
        estate.use();
        enter(next);
    }

    private void become(Member next) {
        papers.keep(next);
        member = next;
    }

    /** Why a membership that begins will not come about; empty when it may. */
    private String obstacle() {
        var port = roster.trouble("transport");
        return port.isEmpty() && phase == Phase.FOUNDING
                ? roster.trouble(EnumSet.of(Scope.MANAGER))
                : port;
    }

    /** CL-4: with everything it has, whatever became of the other managers. */
    CompletionStage<Void> refound(String listen, String advertise) {
        var here = member;
        if (here == null || phase != Phase.INSIDE && phase != Phase.REFOUNDING || !manages()) {
            throw new IllegalStateException("this node is not a manager");
        }
        log.warn("node {}: gives up the other managers of {}", here.node(), here.cluster());
        become(here.alone(listen, advertise));
        phase = Phase.RESTING;
        turned();
        return refounding.rest().thenCompose(rests -> goOnAlone());
    }

    private CompletionStage<Void> goOnAlone() {
        enter(phase == Phase.CLOSED ? phase : Phase.REFOUNDING);
        return refounding.led().thenCompose(leads -> inside());
    }

    private CompletionStage<Void> inside() {
        var here = member;
        if (here == null || !phase.entering()) {
            return CompletableFuture.failedFuture(new IllegalStateException("this node has left"));
        }
        become(here.at(Stage.MEMBER));
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

    CompletionStage<Boolean> unlock(byte[] key) {
        var here = member;
        if (phase != Phase.LOCKED || here == null || !bolt.open(key)) {
            return CompletableFuture.completedFuture(phase != Phase.LOCKED);
        }
        log.info("node {}: is unlocked", here.node());
        roster.unlock();
        resume(here.stage());
        bolt.look();
        return waits.until(() -> phase != Phase.INSIDE || ready(), UNLOCK_PATIENCE)
                .thenApply(worked -> true);
    }

    CompletionStage<Void> leave() {
        var stuck = phase == Phase.LEAVING && !trouble.isEmpty();
        if (!stuck && !phase.leavable()) {
            throw new IllegalStateException("this node can not leave now: it is " + phase);
        }
        Optional.ofNullable(member).ifPresent(leaver -> become(leaver.at(Stage.LEAVING)));
        return depart();
    }

    private CompletionStage<Void> depart() {
        var locked = phase == Phase.LOCKED;
        phase = Phase.LEAVING;
        trouble = "";
        turned();
        return (locked ? departure.beginLocked(bolt) : departure.begin())
                .whenComplete((done, failure) -> stuck(failure))
                .thenRun(this::outside);
    }

    private void outside() {
        papers.tearUp();
        member = null;
        enter(Phase.OUTSIDE);
    }

    private void stuck(@Nullable Throwable failure) {
        if (failure != null) {
            log.error("node: cannot delete the cluster's data", failure);
            trouble = "cannot delete the cluster's data: " + failure.getMessage();
            turned();
        }
    }

    /** Goes on where it was before the process ended. */
    void begin() {
        try {
            member = papers.member().orElse(null);
            phase = member != null && bolt.holds() ? Phase.LOCKED : phase;
        } catch (RuntimeException unreadable) {
            log.error("node: its membership cannot be read", unreadable);
            trouble = "the membership in " + directory + " cannot be read: " + unreadable;
            enter(Phase.BROKEN);
            return;
        }
        var known = member;
        if (known == null) {
            enter(Phase.OUTSIDE);
        } else if (phase == Phase.LOCKED) {
            locked(known);
        } else {
            log.info("node {}: of cluster {}", known.node(), known.cluster());
            resume(known.stage());
        }
    }

    /** AL-3: it shows itself, and waits for its key. */
    private void locked(Member known) {
        log.warn("node {}: is locked; somebody has to unlock it", known.node());
        roster.lock();
        enter(Phase.LOCKED);
        if (known.stage() == Stage.LEAVING) {
            depart();
        }
    }

    private void resume(Stage stage) {
        switch (stage) {
            case FOUNDING, JOINING -> depart();
            case MEMBER -> enter(Phase.INSIDE);
            case REFOUNDING -> goOnAlone();
            case LEAVING -> {
                phase = Phase.LEAVING;
                departure.resume().thenAccept(works -> depart());
            }
        }
    }

    /** Role, leadership or what is known of managers may have changed. */
    private void reconsider() {
        bolt.look();
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
        if (here == null || phase.aside()) {
            return scopes;
        }
        var role = phase == Phase.FOUNDING ? Optional.of(NodeRole.MANAGER) : rank.role(here);
        if (role.isPresent()) {
            scopes.add(Scope.WORKER);
        }
        if (phase == Phase.INSIDE && role.filter(NodeRole.WORKER::equals).isPresent()) {
            estate.forfeit();
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

    private boolean mayManage(Member here) {
        var begun = phase == Phase.FOUNDING || roster.works(STORE);
        trouble = begun ? "" : estate.loss(!rank.others(here.node()).isEmpty());
        return trouble.isEmpty() && estate.free();
    }

    private Optional<NodeRole> role() {
        return Optional.ofNullable(member).flatMap(rank::role);
    }

    private boolean manages() {
        return phase == Phase.FOUNDING || role().filter(NodeRole.MANAGER::equals).isPresent();
    }

    /** ND-8: what only managers may have goes with their duties. */
    private void strip() {
        if (phase == Phase.INSIDE && roster.rests(MANAGING)) {
            estate.clear();
        }
    }

    private DutyContext context(Scope scope) {
        var here = Optional.ofNullable(member).filter(any -> scope != Scope.NODE);
        return here.map(it -> equipment.inside(it, rank.others(it.node())))
                .orElseGet(equipment::outside);
    }

    private void turned() {
        shown.set(seen());
        waits.check();
        strip();
    }

    private LocalNode seen() {
        var managers = roster.trouble(EnumSet.of(Scope.MANAGER));
        return switch (phase) {
            case NEW, FOUNDING, JOINING, RESTING, REFOUNDING -> local("pending", "");
            case OUTSIDE -> local("inactive", anyTrouble());
            case LOCKED -> local("locked", "");
            case INSIDE ->
                    managers.isEmpty()
                            ? local(ready() ? "active" : "pending", anyTrouble())
                            : local("error", managers);
            case LEAVING, BROKEN, CLOSED -> local(trouble.isEmpty() ? "pending" : "error", trouble);
        };
    }

    /** It answers as soon as it has its store or agent; other duties may come and go. */
    private boolean ready() {
        return roster.works(manages() ? STORE : "agent");
    }

    private String anyTrouble() {
        return trouble.isEmpty() ? roster.trouble(EnumSet.allOf(Scope.class)) : trouble;
    }

    private LocalNode local(String state, String error) {
        return new Portrait(hostname, Optional.ofNullable(member), manages()).in(state, error);
    }
}
