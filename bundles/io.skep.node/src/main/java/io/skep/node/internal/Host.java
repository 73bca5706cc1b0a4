package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.Duty.Scope;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.node.internal.duty.Roster;
import io.skep.node.internal.member.Leftovers;
import io.skep.node.internal.member.Member;
import io.skep.node.internal.member.Member.Stage;
import io.skep.node.internal.member.Papers;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's life: its membership and its leadership decide which duties work. Everything happens on
 * one loop.
 */
public final class Host implements Membership {

    private static final Logger log = LoggerFactory.getLogger(Host.class);
    private static final ClusterId NO_CLUSTER = new ClusterId("0");
    private static final Duration FOUND_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(90);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(12);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LEAVE_GRACE = Duration.ofSeconds(30);
    private static final String STORE = "store";
    private static final EnumSet<Scope> IN_CLUSTER =
            EnumSet.of(Scope.MANAGER, Scope.WORKER, Scope.LEADER);

    private final Seams seams;
    private final Path directory;
    private final Map<String, String> settings;
    private final Loop loop;
    private final Waits waits;
    private final Papers papers;
    private final Roster roster;
    // written by the loop, read by doors
    private final AtomicReference<LocalNode> shown;
    private Phase phase = Phase.NEW;
    private @Nullable Member member;
    private boolean leading;
    private String trouble = "";
    private @Nullable Store attached;
    private Cancellable leadership = () -> {};
    // completed on the loop; waited for by threads that stop bundles
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** How the node lives. */
    private enum Phase {
        NEW,
        OUTSIDE,
        FOUNDING,
        INSIDE,
        LEAVING,
        BROKEN,
        CLOSED
    }

    /**
     * A node that has not started.
     *
     * @param directory its data directory, under which the disks of {@code seams} are
     * @param settings as {@link DutyContext} describes them
     */
    public Host(Seams seams, Path directory, Map<String, String> settings) {
        this.seams = seams;
        this.directory = directory;
        this.settings = Map.copyOf(settings);
        this.loop = seams.loop("node");
        this.waits = new Waits(loop);
        this.papers = new Papers(seams);
        this.roster = new Roster(loop, this::context, this::turned);
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

    /** The store appeared. */
    public void attach(Store store) {
        loop.execute(
                () -> {
                    leadership.cancel();
                    attached = store;
                    leadership = store.onLeadership(loop, this::lead);
                });
    }

    /** The store goes; without effect when another one came before. */
    public void detach(Store store) {
        loop.execute(
                () -> {
                    if (attached == store) {
                        leadership.cancel();
                        attached = null;
                        lead(false);
                    }
                });
    }

    /** Stops every duty and then itself; containers are not touched. May be repeated. */
    public CompletionStage<Void> close() {
        loop.execute(
                () -> {
                    if (phase == Phase.CLOSED) {
                        return;
                    }
                    phase = Phase.CLOSED;
                    leadership.cancel();
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
        return shown.get();
    }

    @Override
    public CompletionStage<Void> found(
            ClusterId cluster, NodeId node, String listenAddr, String advertiseAddr) {
        var done = new CompletableFuture<Void>();
        var wanted = new Member(node, cluster, listenAddr, advertiseAddr, Stage.FOUNDING);
        loop.execute(() -> answer(done, () -> found(wanted)));
        return done;
    }

    private CompletionStage<Void> found(Member wanted) {
        if (phase != Phase.OUTSIDE) {
            throw new IllegalStateException("this node is part of a cluster already");
        }
        log.info("node {}: forms cluster {}", wanted.node(), wanted.cluster());
        papers.keep(wanted);
        member = wanted;
        enter(Phase.FOUNDING);
        return waits.until(this::leadsOrFailed, FOUND_PATIENCE).thenCompose(done -> founded());
    }

    private boolean leadsOrFailed() {
        return leading || !roster.trouble(EnumSet.of(Scope.MANAGER)).isEmpty();
    }

    private CompletionStage<Void> founded() {
        var founder = member;
        if (leading && founder != null) {
            member = founder.at(Stage.MEMBER);
            papers.keep(member);
            enter(Phase.INSIDE);
            return CompletableFuture.completedFuture(null);
        }
        var why = roster.trouble(EnumSet.of(Scope.MANAGER));
        var text = why.isEmpty() ? "no leader after " + FOUND_PATIENCE.toSeconds() + " s" : why;
        phase = Phase.LEAVING;
        return depart().thenCompose(
                        undone ->
                                CompletableFuture.failedFuture(
                                        new IllegalStateException(
                                                "the cluster was not formed: " + text)));
    }

    @Override
    public CompletionStage<Void> leave() {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> answer(done, this::left));
        return done;
    }

    private CompletionStage<Void> left() {
        var stuck = phase == Phase.LEAVING && !trouble.isEmpty();
        if (phase != Phase.INSIDE && phase != Phase.BROKEN && !stuck) {
            throw new IllegalStateException("this node can not leave now: it is " + phase);
        }
        var leaver = member;
        if (leaver != null) {
            log.info("node {}: leaves cluster {}", leaver.node(), leaver.cluster());
            member = leaver.at(Stage.LEAVING);
            papers.keep(member);
        }
        phase = Phase.LEAVING;
        return depart();
    }

    /** Tasks go first, then the duties, then what they wrote, and last of all the membership. */
    private CompletionStage<Void> depart() {
        trouble = "";
        turned();
        return roster.leave().thenCompose(told -> quiet()).thenCompose(quiet -> forgotten());
    }

    private CompletionStage<Boolean> quiet() {
        roster.want(EnumSet.of(Scope.NODE), LEAVE_GRACE);
        return waits.until(() -> roster.rests(IN_CLUSTER), LEAVE_PATIENCE);
    }

    private CompletionStage<Void> forgotten() {
        var cleared = new CompletableFuture<Void>();
        loop.on(new Leftovers(seams, directory).clear())
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                answer(cleared, this::outside);
                            } else {
                                stuck(failure);
                                cleared.completeExceptionally(failure);
                            }
                        });
        return cleared;
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
            case FOUNDING -> {
                phase = Phase.LEAVING;
                depart();
            }
            case MEMBER -> enter(Phase.INSIDE);
            case LEAVING -> {
                phase = Phase.LEAVING;
                roster.want(EnumSet.of(Scope.NODE, Scope.WORKER), GRACE);
                waits.until(() -> roster.works(Scope.WORKER), FOUND_PATIENCE)
                        .thenAccept(works -> depart());
            }
        }
    }

    private void lead(boolean now) {
        if (now != leading) {
            leading = now;
            log.info("node: {}", now ? "leads the cluster" : "does not lead the cluster any more");
            if (phase == Phase.FOUNDING || phase == Phase.INSIDE) {
                enter(phase);
            }
        }
    }

    private void enter(Phase next) {
        phase = next;
        roster.want(scopes(), GRACE);
    }

    private EnumSet<Scope> scopes() {
        if (phase == Phase.OUTSIDE || phase == Phase.BROKEN) {
            return EnumSet.of(Scope.NODE);
        }
        var scopes = EnumSet.of(Scope.NODE, Scope.MANAGER, Scope.WORKER);
        if (leading) {
            scopes.add(Scope.LEADER);
        }
        return scopes;
    }

    private DutyContext context(Scope scope) {
        var here = member;
        if (scope == Scope.NODE || here == null) {
            return new DutyContext(papers.own(), NO_CLUSTER, seams, directory, settings);
        }
        var own = new TreeMap<>(settings);
        own.put("listen", here.listen());
        own.put("advertise", here.advertise());
        return new DutyContext(here.node(), here.cluster(), seams, directory, own);
    }

    private void turned() {
        var managers = roster.trouble(EnumSet.of(Scope.MANAGER));
        shown.set(
                switch (phase) {
                    case NEW, FOUNDING -> local("pending", "");
                    case OUTSIDE -> local("inactive", anyTrouble());
                    case INSIDE ->
                            managers.isEmpty()
                                    ? local(ready() ? "active" : "pending", anyTrouble())
                                    : local("error", managers);
                    case LEAVING, BROKEN, CLOSED ->
                            local(trouble.isEmpty() ? "pending" : "error", trouble);
                });
        waits.check();
    }

    /** A manager answers as soon as it has its store; its other duties may come and go. */
    private boolean ready() {
        return roster.works(STORE);
    }

    private String anyTrouble() {
        return roster.trouble(EnumSet.allOf(Scope.class));
    }

    private LocalNode local(String state, String error) {
        var here = member;
        var hostname = settings.getOrDefault("hostname", "");
        if (here == null) {
            return new LocalNode(state, "", "", "", 0, false, hostname, error);
        }
        return new LocalNode(
                state,
                here.node().value(),
                here.cluster().value(),
                here.host(),
                here.port(),
                true,
                hostname,
                error);
    }

    /** What fails at once fails the answer, as what fails later does. */
    private static void answer(CompletableFuture<Void> done, Supplier<CompletionStage<Void>> work) {
        try {
            work.get()
                    .whenComplete(
                            (value, failure) -> {
                                if (failure == null) {
                                    done.complete(null);
                                } else {
                                    done.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }
}
