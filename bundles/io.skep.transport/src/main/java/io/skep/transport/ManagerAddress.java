package io.skep.transport;

import io.skep.model.NodeId;

/**
 * Where a manager is.
 *
 * @param node which
 * @param address host:port of its cluster port
 */
public record ManagerAddress(NodeId node, String address) {}
