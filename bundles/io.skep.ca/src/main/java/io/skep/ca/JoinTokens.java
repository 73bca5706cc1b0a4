package io.skep.ca;

import io.skep.model.spec.CaConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The cluster's root of trust and its join tokens, for managers. Safe for use by any thread. */
@ProviderType
public interface JoinTokens {

    /** Whether a text has the form of a join token. Source: swarm-behaviour CA-3. */
    boolean wellFormed(String text);

    /** CA-5: replaces tokens; nodes that have joined are unaffected. On the leader. */
    CompletionStage<Void> rotate(boolean worker, boolean manager);

    /** Completes when the cluster has a root certificate and tokens. On the leader. */
    CompletionStage<Void> ensured();

    /**
     * CA-8: whether certificates can be as they are wanted. Changes nothing. On the leader.
     *
     * @return why they cannot, in Docker's words; empty when they can
     */
    default CompletionStage<Optional<String>> check(CaConfig wanted) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * CA-7: completes when the root that the cluster's policies want issues; nodes renew from then
     * on. On the leader.
     *
     * @return fails with a {@link CaException} when that root cannot take over now; it is tried
     *     again as long as it is wanted
     */
    default CompletionStage<Void> follow() {
        return CompletableFuture.completedFuture(null);
    }
}
