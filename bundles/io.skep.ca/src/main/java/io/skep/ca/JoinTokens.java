package io.skep.ca;

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
}
