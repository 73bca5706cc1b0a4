package io.skep.control;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * This node's membership: the node room implements it, {@code control.engine} uses it. Survives
 * restarts.
 */
@ProviderType
public interface Membership {

    /** This node and its cluster. */
    LocalNode local();

    /**
     * Makes this node the first manager of a new cluster: duties of scope MANAGER and WORKER start.
     *
     * @param listenAddr host:port
     * @param advertiseAddr address; already chosen
     * @return completes when the store leads and can be written
     */
    CompletionStage<Void> found(
            ClusterId cluster, NodeId node, String listenAddr, String advertiseAddr);

    /** Leaves: duties stop, tasks' containers are removed, the cluster's data is deleted. */
    CompletionStage<Void> leave();
}
