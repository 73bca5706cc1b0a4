package io.skep.telemetry.internal.log;

import io.skep.model.NodeId;
import io.skep.transport.agent.LogsWanted;

/**
 * The only frame a manager sends that wants a task's output through the leader.
 *
 * @param node where the task is
 * @param wanted whose output
 */
public record LogsAt(NodeId node, LogsWanted wanted) {}
