package io.skep.store.engine.internal.flow;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.Member;
import io.skep.store.engine.internal.seal.Seal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The consensus plug while it works; without one everything fails. Used on the store's loop. */
public final class Link {

    private final Seal seal;
    private @Nullable Consensus plug;

    /** Through none yet; entries are sealed before a plug sees them. */
    public Link(Seal seal) {
        this.seal = seal;
    }

    /** From now on through this plug. */
    public void use(Consensus live) {
        plug = live;
    }

    /** From now on through none. */
    public void drop() {
        plug = null;
    }

    /** Whether there is a plug. */
    public boolean works() {
        return plug != null;
    }

    CompletionStage<Long> propose(byte[] entry, Duration timeout) {
        return ask(consensus -> consensus.propose(seal.seal(entry), timeout));
    }

    CompletionStage<Long> readBarrier(Duration timeout) {
        return ask(consensus -> consensus.readBarrier(timeout));
    }

    /** Asks the plug to save a snapshot and to drop the log before it. */
    public CompletionStage<Void> compact() {
        return ask(Consensus::compact);
    }

    CompletionStage<Void> changeMembers(List<Member> members, Duration timeout) {
        return ask(consensus -> consensus.changeMembers(members, timeout));
    }

    CompletionStage<Void> transferLeadership(String to, Duration timeout) {
        return ask(consensus -> consensus.transferLeadership(to, timeout));
    }

    /** Answers another member's plug. */
    public CompletionStage<byte[]> answer(String from, byte[] message) {
        return ask(consensus -> consensus.answer(from, message));
    }

    private <T> CompletionStage<T> ask(Function<Consensus, CompletionStage<T>> verb) {
        if (plug == null) {
            return CompletableFuture.failedFuture(
                    new ConsensusException(Reason.CLOSED, "no consensus plug works now"));
        }
        try {
            return verb.apply(plug);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
