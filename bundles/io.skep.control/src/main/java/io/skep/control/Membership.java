package io.skep.control;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * This node's membership: the node room implements it, {@code control.engine} uses it. Survives
 * restarts.
 */
@ProviderType
public interface Membership {

    /**
     * A member's addresses.
     *
     * @param listen host:port it listens on
     * @param advertise address others reach it at; with a port when that is another one
     * @param dataPath address that frames of networks are sent to; empty when it is the advertised
     *     one
     */
    record Reach(String listen, String advertise, String dataPath) {

        /** Frames of networks go where everything goes. */
        public Reach(String listen, String advertise) {
            this(listen, advertise, "");
        }
    }

    /** This node and its cluster. */
    LocalNode local();

    /**
     * Makes this node the first manager of a new cluster: duties of scope MANAGER and WORKER start.
     *
     * @param reach its addresses; already chosen
     * @return completes when the store leads and can be written
     */
    CompletionStage<Void> found(ClusterId cluster, NodeId node, Reach reach);

    /**
     * What keeps a manager from listening there now, in Docker's words; absent when nothing does.
     *
     * @param listenAddr host:port
     */
    default Optional<String> obstacle(String listenAddr) {
        return Optional.empty();
    }

    /**
     * Makes this node a member of a cluster, in the role of the credential it has got. A manager's
     * store begins empty and waits until the others take it in. From then on the role follows the
     * credential: when it changes, duties of scope MANAGER start or stop.
     *
     * @param reach its addresses; already chosen
     * @return completes when the node's duties work; the cluster may not have heard of it yet
     */
    CompletionStage<Void> join(ClusterId cluster, NodeId node, Reach reach);

    /**
     * Makes this node the only manager of its cluster, with everything it has; the others are given
     * up. Its duties stop and start again, containers run on. A node that dies meanwhile goes on
     * with it. Source: swarm-behaviour CL-4.
     *
     * @param listenAddr host:port; empty for the present one
     * @param advertiseAddr address; already chosen; empty for the present one
     * @return completes when the store leads and can be written
     */
    default CompletionStage<Void> refound(String listenAddr, String advertiseAddr) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("this node can not go on alone"));
    }

    /**
     * Opens this node's disks when it has started locked. Source: swarm-behaviour AL-3.
     *
     * @param key the 32 bytes with which the cluster locks
     * @return false when it is another key; otherwise completes with true when the node works, or
     *     when that takes long
     */
    default CompletionStage<Boolean> unlock(byte[] key) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("this node locks nothing"));
    }

    /** Leaves: duties stop, tasks' containers are removed, the cluster's data is deleted. */
    CompletionStage<Void> leave();
}
