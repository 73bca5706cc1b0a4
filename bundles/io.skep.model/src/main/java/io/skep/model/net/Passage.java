package io.skep.model.net;

import io.skep.model.TaskId;

/**
 * What a node's task waits for. Tasks without networks have none and wait for nothing.
 *
 * @param task the task
 * @param connected every node that can send to it knows its addresses: it may start
 * @param released nobody is sent there any more: it may be stopped
 */
public record Passage(TaskId task, boolean connected, boolean released) {}
