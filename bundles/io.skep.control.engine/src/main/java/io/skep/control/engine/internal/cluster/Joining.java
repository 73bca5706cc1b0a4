package io.skep.control.engine.internal.cluster;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.ca.JoinTokens;
import io.skep.control.Command;
import io.skep.control.Membership;
import io.skep.control.Membership.Reach;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Failures;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.lifecycle.DutyContext;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Loop;
import io.skep.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code docker swarm join}. Source: swarm-behaviour CL-2. */
public final class Joining {

    private static final Logger log = LoggerFactory.getLogger(Joining.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TIMEOUT =
            "Timeout was reached before node joined. The attempt to join the swarm will continue in"
                    + " the background. Use the \"docker info\" command to see the current swarm"
                    + " status of your node.";

    private final Membership membership;
    private final Store store;
    private final Credentials credentials;
    private final JoinTokens tokens;
    private final Addresses addresses;
    // the attempt that is under way; set and taken by whoever calls Control
    private final AtomicReference<Optional<Object>> attempt =
            new AtomicReference<>(Optional.empty());

    /** On top of the membership and the store, on a machine with these interfaces. */
    public Joining(
            Membership membership,
            Store store,
            Credentials credentials,
            JoinTokens tokens,
            Interfaces interfaces) {
        this.membership = membership;
        this.store = store;
        this.credentials = credentials;
        this.tokens = tokens;
        this.addresses = new Addresses(interfaces);
    }

    /** Whether this node is on its way into a cluster. */
    public boolean underWay() {
        return attempt.get().isPresent();
    }

    /** Makes this node a member of the cluster that the addresses lead to. */
    public CompletionStage<Receipt> join(
            Command.JoinCluster command, DutyContext context, Loop loop) {
        var remotes = addresses.remotes(command.remoteAddrs());
        if (!tokens.wellFormed(command.joinToken())) {
            throw Refusals.plain(Code.UNKNOWN, "invalid join token");
        }
        var typed =
                new Addresses.Wish(
                        Wished.listen(command.listenAddr(), context),
                        Wished.advertise(command.advertiseAddr(), context),
                        command.dataPathAddr());
        var mine = new Object();
        if (!attempt.compareAndSet(Optional.empty(), Optional.of(mine))) {
            throw new IllegalStateException("this node joins already");
        }
        var joined =
                context.seams()
                        .workers()
                        .run("addresses", () -> addresses.choose(typed, remotes.get(0)))
                        .thenCompose(
                                chosen ->
                                        admitted(new Wish(command, remotes), mine)
                                                .thenCompose(shown -> enter(shown, chosen, loop)));
        joined.whenComplete((receipt, failure) -> over(mine, failure));
        return limited(joined, loop);
    }

    private record Wish(Command.JoinCluster command, List<String> remotes) {}

    private CompletionStage<Credential> admitted(Wish wish, Object mine) {
        var command = wish.command();
        return credentials
                .join(wish.remotes(), command.joinToken(), command.availability())
                .thenCompose(credential -> wanted(credential, mine));
    }

    /** The user may have given up in the meantime. */
    private CompletionStage<Credential> wanted(Credential credential, Object mine) {
        if (attempt.get().filter(current -> current == mine).isPresent()) {
            return CompletableFuture.completedFuture(credential);
        }
        return undone(new IllegalStateException("this node has left"));
    }

    private <T> CompletionStage<T> undone(RuntimeException why) {
        return credentials.forget().thenCompose(forgotten -> CompletableFuture.failedFuture(why));
    }

    private CompletionStage<Receipt> enter(Credential credential, Reach chosen, Loop loop) {
        var node = credential.node();
        var obstacle = obstacle(credential, chosen);
        if (obstacle.isPresent()) {
            return undone(new Refusal(Code.UNKNOWN, obstacle.get()));
        }
        return membership
                .join(credential.cluster(), node, chosen)
                .thenCompose(joined -> shown(credential, loop))
                .thenApply(shown -> Receipt.of(node.value()));
    }

    /** A manager asks itself who is there: it shows itself as ready, as Docker's does. */
    private CompletionStage<Boolean> shown(Credential credential, Loop loop) {
        return credential.role() == NodeRole.MANAGER
                ? Awaiting.ready(credential.node(), store, loop)
                : CompletableFuture.completedFuture(true);
    }

    /** A manager must be reached; a worker may share its machine. Source: CL-5. */
    private Optional<String> obstacle(Credential credential, Reach chosen) {
        return credential.role() == NodeRole.MANAGER
                ? membership.obstacle(chosen.listen())
                : Optional.empty();
    }

    private void over(Object mine, @Nullable Throwable failure) {
        var current = attempt.get();
        if (current.filter(any -> any == mine).isPresent()) {
            attempt.compareAndSet(current, Optional.empty());
        }
        if (failure != null) {
            log.warn("control: did not join: {}", Failures.cause(failure).getMessage());
        }
    }

    /** The user gives up while no manager has answered yet. */
    public CompletionStage<Void> abandon() {
        attempt.set(Optional.empty());
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Receipt> limited(CompletionStage<Receipt> joined, Loop loop) {
        var answer = new CompletableFuture<Receipt>();
        var late =
                loop.schedule(
                        PATIENCE,
                        () -> answer.completeExceptionally(new Refusal(Code.UNAVAILABLE, TIMEOUT)));
        joined.whenComplete(
                (receipt, failure) -> {
                    late.cancel();
                    if (failure == null) {
                        answer.complete(receipt);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer;
    }
}
