package io.skep.consensus;

import io.skep.lifecycle.Plug;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One member of a group that agrees on an order of entries.
 *
 * <p>CON-5: entries are opaque. Failures are {@link ConsensusException}s (CON-3).
 */
@ConsumerType
public interface Consensus extends Plug {

    /** Setting: this member's id. Always given. */
    String MEMBER_ID = "member.id";

    /**
     * Setting: host and port at which the other members reach this one. Empty for a group of one,
     * which then cannot be reached from another machine.
     */
    String MEMBER_ADDRESS = "member.address";

    /**
     * Setting: the members a new group begins with, as {@code id=host:port} separated by commas;
     * empty for this member alone. Read only while the directory is empty: afterwards the members
     * are those last committed. A member that is not among them waits until they take it in; it
     * neither votes nor leads before.
     */
    String MEMBERS = "members";

    /**
     * Setting: {@code true} when the host lends ways to other members: {@link ConsensusSink#ask}
     * out and {@link #answer} in. Without it a group has one member.
     */
    String PEERS = "peers";

    /**
     * Setting: {@code true} when this member is to go on as the only one of its group, with
     * everything it has, also what it does not know to be committed; the others are given up. It
     * may be said again until the member leads, and not afterwards. Source: swarm-behaviour CL-4.
     */
    String ALONE = "alone";

    /** Bytes an entry may have: 4 MiB. */
    int MAX_ENTRY_BYTES = 4 << 20;

    /**
     * Proposes an entry. Entries proposed one after the other are ordered like that if both are
     * committed in one term.
     *
     * @param entry at most {@link #MAX_ENTRY_BYTES}
     * @return the entry's index once it is committed and durable on a majority, not yet applied
     * @throws IllegalArgumentException when the entry is larger
     */
    CompletionStage<Long> propose(byte[] entry, Duration timeout);

    /**
     * CON-4: an index not lower than that of any entry acknowledged, to anybody, before this call.
     * A reader who waits until it has applied that index reads linearizably; it is 0 or the index
     * of an entry or snapshot that the sink got or is going to get.
     */
    CompletionStage<Long> readBarrier(Duration timeout);

    /** The members as last committed, in id order. */
    List<Member> members();

    /**
     * Makes the group exactly these members, one change at a time. A new one counts only when it
     * has caught up; when it does not in time, this fails and the members are as before. CON-6: a
     * member that was let go has no vote and leads no more; its id may come back only with an empty
     * directory.
     */
    CompletionStage<Void> changeMembers(List<Member> members, Duration timeout);

    /** Hands leadership to a member. */
    CompletionStage<Void> transferLeadership(String to, Duration timeout);

    /**
     * CON-10: answers what another member's {@link ConsensusSink#ask} brought here.
     *
     * @param from the member that asks, proven by the host
     */
    default CompletionStage<byte[]> answer(String from, byte[] message) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("this member has no peers"));
    }

    /** Saves a snapshot through the sink and drops the log before it. */
    CompletionStage<Void> compact();
}
