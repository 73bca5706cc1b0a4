package io.skep.control;

import java.util.List;

/**
 * This node and its cluster.
 *
 * @param state {@code inactive}, {@code pending}, {@code active}, {@code error} or {@code locked}
 * @param nodeId empty when in no cluster
 * @param clusterId empty when in no cluster
 * @param nodeAddr address others reach it at; empty when in no cluster
 * @param listenPort of the cluster's port
 * @param manager whether it is a manager now
 * @param hostname the machine's
 * @param error why it is in state error
 * @param remoteManagers the managers it knows
 */
public record LocalNode(
        String state,
        String nodeId,
        String clusterId,
        String nodeAddr,
        int listenPort,
        boolean manager,
        String hostname,
        String error,
        List<RemoteManager> remoteManagers) {

    /** Copies the managers. */
    public LocalNode {
        remoteManagers = List.copyOf(remoteManagers);
    }

    /** One that knows no managers. */
    public LocalNode(
            String state,
            String nodeId,
            String clusterId,
            String nodeAddr,
            int listenPort,
            boolean manager,
            String hostname,
            String error) {
        this(state, nodeId, clusterId, nodeAddr, listenPort, manager, hostname, error, List.of());
    }

    /** This node in another state. */
    public LocalNode in(String other) {
        return new LocalNode(
                other,
                nodeId,
                clusterId,
                nodeAddr,
                listenPort,
                manager,
                hostname,
                error,
                remoteManagers);
    }

    /** This node, knowing these managers. */
    public LocalNode knowing(List<RemoteManager> managers) {
        return new LocalNode(
                state, nodeId, clusterId, nodeAddr, listenPort, manager, hostname, error, managers);
    }

    /** Whether it is in a cluster and works. */
    public boolean active() {
        return state.equals("active");
    }
}
