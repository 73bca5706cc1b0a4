package io.skep.ca;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** This node's credential. Safe for use by any thread; there from the start of the process on. */
@ProviderType
public interface Credentials {

    /** What this node shows; absent while it belongs to no cluster. Survives restarts. */
    Optional<Credential> current();

    /**
     * Tells a loop at once, and whenever it changes: renewed, for another role, with other anchors,
     * gone.
     */
    Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed);

    /**
     * The first node of a new cluster: makes a root, and a manager's certificate from it. What an
     * operator put among the node's certificates before counts instead: a root with its key, or a
     * root and a manager's certificate and key; then node and cluster are those of that
     * certificate. Source: swarm-behaviour CA-9.
     *
     * @return fails with a {@link CaException} in Docker's words when that cannot be
     */
    CompletionStage<Credential> found(ClusterId cluster, NodeId node);

    /**
     * Asks managers for a certificate: loads their root, holds it against the token's digest, and
     * sends a request with the token, whose kind decides the role. Tries one manager after the
     * other, and tells the transport where the managers are. Source: swarm-behaviour CL-2, CA-3,
     * CA-4.
     *
     * @param managers host:port each
     * @return fails with a {@link CaException} in Docker's words
     */
    CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability);

    /** Asks for another certificate for another key soon, and again until it has one. */
    default void renew() {
        throw new UnsupportedOperationException("nobody renews here");
    }

    /** The node left its cluster: key, certificate and anchors are deleted. */
    CompletionStage<Void> forget();
}
