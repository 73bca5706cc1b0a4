package io.skep.runtime.spi;

import io.skep.model.TaskAttachment;
import io.skep.model.net.Link;

/**
 * A network that a workload is to be plugged into.
 *
 * @param link the network as it is on this node
 * @param place the task's addresses there
 */
public record Attached(Link link, TaskAttachment place) {}
