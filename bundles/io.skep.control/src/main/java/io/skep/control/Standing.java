package io.skep.control;

import io.skep.model.NodeId;

/**
 * What a strategy looks at in a node.
 *
 * @param nodeID the node
 * @param node what users call it
 * @param tasksOfService wanted tasks of the same service on it, without the one that is asked about
 * @param tasks wanted tasks on it, without that one
 * @param failures of the service on it, in the last five minutes
 */
public record Standing(NodeId nodeID, String node, int tasksOfService, int tasks, int failures) {}
