package io.skep.control;

/**
 * A manager of this node's cluster.
 *
 * @param nodeId which
 * @param addr host:port of its cluster port
 */
public record RemoteManager(String nodeId, String addr) {}
