package io.skep.consensus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** How a member talks to its host. May be called by any thread. */
@ProviderType
public interface ConsensusSink {

    /**
     * CON-1: committed entries, in index order, once per opening, one call at a time. CON-2: the
     * next batch comes only after the returned stage completed.
     */
    CompletionStage<Void> committed(List<Entry> batch);

    /**
     * The member's role changed.
     *
     * @param leader the leader's id as far as known; empty when it is not
     */
    void role(Role role, long term, String leader);

    /**
     * Writes the host's state, as of the last acknowledged batch, to a file and syncs it.
     *
     * @return the index it includes
     */
    CompletionStage<Long> save(Path file);

    /** Replaces the host's state by that in a file; entries after {@code index} follow. */
    CompletionStage<Void> install(long index, Path file);

    /** These are the members now, in id order: at the start, and after every committed change. */
    default void members(List<Member> committed) {}

    /**
     * The member cannot go on, for its disk is full or damaged, say: it is a candidate for ever and
     * fails everything with {@code CLOSED}. Its host may close it and open it anew.
     */
    default void broken(String why) {}

    /**
     * CON-10: brings a message to another member's {@link Consensus#answer}. Messages may get lost,
     * come late or twice.
     *
     * @param member the other's id
     * @param message at most {@link Consensus#MAX_ENTRY_BYTES} and a quarter
     * @return the answer; fails when the other cannot be reached, or gives none in time
     */
    default CompletionStage<byte[]> ask(String member, byte[] message, Duration patience) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("this host lends no way to other members"));
    }
}
