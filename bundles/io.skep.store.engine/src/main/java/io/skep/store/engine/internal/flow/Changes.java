package io.skep.store.engine.internal.flow;

import io.skep.consensus.Member;
import io.skep.model.NodeId;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Changes of the group and of its leader: one after the other. Used on the store's loop. */
public final class Changes {

    private final Loop loop;
    private final Link link;
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    /** No changes yet. */
    public Changes(Loop loop, Link link) {
        this.loop = loop;
        this.link = link;
    }

    /** The group is to be these. */
    public void change(
            SortedMap<NodeId, String> wanted, Duration patience, CompletableFuture<Void> result) {
        var members =
                wanted.entrySet().stream()
                        .map(entry -> new Member(entry.getKey().value(), entry.getValue()))
                        .toList();
        next(() -> change(members, patience), result);
    }

    private CompletionStage<Void> change(List<Member> members, Duration patience) {
        return link.changeMembers(members, patience);
    }

    /** Another is to lead. */
    public void transfer(NodeId to, Duration patience, CompletableFuture<Void> result) {
        next(() -> link.transferLeadership(to.value(), patience), result);
    }

    private void next(Supplier<CompletionStage<Void>> step, CompletableFuture<Void> result) {
        var turn = loop.on(last).handle((done, failure) -> true);
        last = loop.on(turn.thenCompose(mine -> step.get()));
        last.whenComplete(
                (done, failure) -> {
                    if (failure == null) {
                        result.complete(null);
                    } else {
                        result.completeExceptionally(Failures.ofStore(failure));
                    }
                });
    }
}
