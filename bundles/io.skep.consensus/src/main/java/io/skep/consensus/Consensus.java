package io.skep.consensus;

import io.skep.lifecycle.Plug;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One member of a group that agrees on an order of entries.
 *
 * <p>CON-5: entries are opaque. Failures are {@link ConsensusException}s (CON-3).
 */
@ConsumerType
public interface Consensus extends Plug {

    /**
     * Proposes an entry.
     *
     * @param entry at most 4 MiB
     * @return the entry's index once it is committed and durable on a majority, not yet applied
     */
    CompletionStage<Long> propose(byte[] entry, Duration timeout);

    /**
     * CON-4: an index not lower than that of any entry acknowledged, to anybody, before this call.
     * A reader who waits until it has applied that index reads linearizably.
     */
    CompletionStage<Long> readBarrier(Duration timeout);

    /** The members as last committed, in id order. */
    List<Member> members();

    /** Makes the group exactly these members. CON-6: an id is never used twice. */
    CompletionStage<Void> changeMembers(List<Member> members, Duration timeout);

    /** Hands leadership to a member. */
    CompletionStage<Void> transferLeadership(String to, Duration timeout);

    /** Saves a snapshot through the sink and drops the log before it. */
    CompletionStage<Void> compact();
}
