package io.skep.control;

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
 */
public record LocalNode(
        String state,
        String nodeId,
        String clusterId,
        String nodeAddr,
        int listenPort,
        boolean manager,
        String hostname,
        String error) {

    /** Whether it is in a cluster and works. */
    public boolean active() {
        return state.equals("active");
    }
}
