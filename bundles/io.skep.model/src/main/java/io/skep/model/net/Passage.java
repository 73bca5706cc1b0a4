package io.skep.model.net;

import io.skep.model.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node's task waits for. Tasks without networks have none and wait for nothing.
 *
 * @param task the task
 * @param connected every node that can send to it knows its addresses: it may start
 * @param released nobody is sent there any more: it may be stopped
 * @param drain for how long at most what is connected to it then may go on
 */
public record Passage(TaskId task, boolean connected, boolean released, Duration drain) {

    /** Fills what a manager of before does not say. */
    public Passage(TaskId task, boolean connected, boolean released, @Nullable Duration drain) {
        this.task = task;
        this.connected = connected;
        this.released = released;
        this.drain = drain == null ? Duration.ZERO : drain;
    }
}
