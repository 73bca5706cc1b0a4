package io.skep.consensus.ratis.internal;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.member.Membership;
import io.skep.consensus.ratis.internal.server.Identity;
import io.skep.consensus.ratis.internal.wire.Wire;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The plug: nothing but its {@link Membership}, which there is from activation to close. */
final class RatisConsensus implements Consensus {

    private final PlugContext<ConsensusSink> context;
    private final Identity self;
    private final Wire wire;
    private Optional<Membership> membership = Optional.empty();
    private Optional<CompletionStage<Void>> closed = Optional.empty();

    RatisConsensus(PlugContext<ConsensusSink> context, Identity self, Wire wire) {
        this.context = context;
        this.self = self;
        this.wire = wire;
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        if (closed.isPresent() || membership.isPresent()) {
            return resume(epoch);
        }
        var fresh = new Membership(context, self, wire);
        membership = Optional.of(fresh);
        return here(fresh.started())
                .exceptionally(
                        failure -> {
                            throw new PlugException(
                                    "consensus ratis: member "
                                            + self.id()
                                            + " does not start: "
                                            + reason(failure),
                                    failure);
                        });
    }

    private static String reason(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return "" + at.getMessage();
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return membership
                .filter(working -> closed.isEmpty())
                .map(working -> here(working.quiesce()))
                .orElseGet(() -> completedFuture(null));
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return working(Membership::resume);
    }

    @Override
    public CompletionStage<Void> close() {
        if (closed.isEmpty()) {
            closed =
                    Optional.of(
                            membership
                                    .map(working -> here(working.close()))
                                    .orElseGet(this::unused));
        }
        return closed.get();
    }

    private CompletionStage<Void> unused() {
        wire.close();
        return completedFuture(null);
    }

    @Override
    public CompletionStage<byte[]> answer(String from, byte[] message) {
        return working(member -> member.answer(message));
    }

    @Override
    public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
        if (entry.length > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("entry has " + entry.length + " bytes");
        }
        return working(member -> member.propose(entry.clone(), timeout));
    }

    @Override
    public CompletionStage<Long> readBarrier(Duration timeout) {
        return working(member -> member.readBarrier(timeout));
    }

    @Override
    public List<Member> members() {
        return membership.map(Membership::members).orElseGet(self::founders);
    }

    @Override
    public CompletionStage<Void> changeMembers(List<Member> members, Duration timeout) {
        if (members.size() > 1 && !wire.reachesOthers()) {
            throw new IllegalArgumentException("member " + self.id() + " reaches no other");
        }
        return working(member -> member.change(List.copyOf(members), timeout));
    }

    @Override
    public CompletionStage<Void> transferLeadership(String to, Duration timeout) {
        return working(member -> member.transfer(to, timeout));
    }

    @Override
    public CompletionStage<Void> compact() {
        return working(Membership::compact);
    }

    private <T> CompletionStage<T> working(Function<Membership, CompletionStage<T>> verb) {
        if (closed.isPresent() || membership.isEmpty()) {
            return failedFuture(
                    new ConsensusException(
                            Reason.CLOSED, "member " + self.id() + " does not work now"));
        }
        return here(verb.apply(membership.get()));
    }

    private <T> CompletionStage<T> here(CompletionStage<T> stage) {
        return context.loop().on(stage);
    }
}
