package io.skep.roles.internal;

import io.skep.lifecycle.DutyContext;
import io.skep.model.Kind;
import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.roles.internal.step.Situation;
import io.skep.roles.internal.step.Step;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one step at a time until roles and quorum are as wanted. Looks at what is, never at what
 * happened: after a failure, and under another leader, it goes on from there. Owned by its loop.
 */
final class Registrar implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(Registrar.class);

    /** Members change without a commit, and failed steps are tried again. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Source: swarm-behaviour ND-8. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NodeId self;
    private final Store store;
    private final Quorum quorum;
    private final Loop loop;
    private final SortedMap<NodeId, Cancellable> deferred = new TreeMap<>();
    private Cancellable watching = () -> {};
    private boolean current;
    private boolean busy;
    private boolean ended;

    Registrar(DutyContext context, Store store, Quorum quorum) {
        this.self = context.node();
        this.store = store;
        this.quorum = quorum;
        this.loop = context.seams().loop("roles");
    }

    void start() {
        loop.execute(
                () -> {
                    watching = store.watch(loop, this);
                    look();
                });
    }

    void stop() {
        loop.execute(
                () -> {
                    ended = true;
                    watching.cancel();
                    loop.close();
                });
    }

    private void look() {
        loop.schedule(LOOK, this::look);
        consider();
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.NODE);
    }

    @Override
    public void commit(Commit commit) {
        consider();
    }

    @Override
    public void lagged(View now) {
        consider();
    }

    private void consider() {
        if (busy || ended) {
            return;
        }
        if (current) {
            Situation.of(store.view(), quorum.members(), self)
                    .next(deferred.keySet())
                    .ifPresent(this::take);
        } else {
            catchUp();
        }
    }

    /** A member that the view does not know yet must not be taken for one that was removed. */
    private void catchUp() {
        busy = true;
        loop.on(store.read())
                .whenComplete(
                        (view, failure) -> {
                            busy = false;
                            current = failure == null;
                            if (current) {
                                consider();
                            }
                        });
    }

    private void take(Step step) {
        busy = true;
        loop.on(taken(step)).whenComplete((done, failure) -> taken(step, failure));
    }

    private CompletionStage<?> taken(Step step) {
        try {
            return begin(step);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletionStage<?> begin(Step step) {
        if (step instanceof Step.Change change) {
            log.info("node {}: the quorum becomes {}", change.about(), change.members());
            return quorum.change(change.members(), PATIENCE);
        }
        if (step instanceof Step.HandOver over) {
            log.info("node {}: hands leadership over to {}", over.about(), over.to());
            return quorum.transfer(over.to(), PATIENCE);
        }
        var grant = (Step.Grant) step;
        log.info("nodes get roles: {}", grant.roles());
        return store.update(Writer.ROLES, draft -> write(grant, draft));
    }

    private static int write(Step.Grant grant, Draft draft) {
        grant.roles().forEach((node, given) -> write(node, given, draft));
        return grant.roles().size();
    }

    private static void write(NodeId node, NodeGrant grant, Draft draft) {
        draft.nodes().get(node).ifPresent(known -> draft.put(Part.NODE_GRANT, node, grant));
    }

    private void taken(Step step, @Nullable Throwable failure) {
        busy = false;
        if (failure != null) {
            log.warn("roles: a step failed and is tried again: {}", step, failure);
        }
        if (failure == null && effective(step)) {
            consider();
            return;
        }
        about(step).ifPresent(this::defer);
    }

    /** A change that succeeded without effect must not be repeated at once for ever. */
    private boolean effective(Step step) {
        if (step instanceof Step.Change change) {
            return quorum.members().equals(change.members());
        }
        return step instanceof Step.Grant;
    }

    private static Optional<NodeId> about(Step step) {
        if (step instanceof Step.Change change) {
            return Optional.of(change.about());
        }
        return step instanceof Step.HandOver over ? Optional.of(over.about()) : Optional.empty();
    }

    private void defer(NodeId node) {
        deferred.put(
                node,
                loop.schedule(
                        AGAIN,
                        () -> {
                            deferred.remove(node);
                            consider();
                        }));
        consider();
    }
}
