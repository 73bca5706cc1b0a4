package io.skep.model;

import io.skep.model.spec.Given;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an update got. Source: swarm-behaviour UP-6.
 *
 * @param state {@code updating}, {@code paused}, {@code completed}, {@code rollback_started},
 *     {@code rollback_paused} or {@code rollback_completed}
 * @param startedAt when it began
 * @param completedAt when it ended
 * @param message what Docker prints
 */
public record UpdateStatus(
        String state, @Nullable Instant startedAt, @Nullable Instant completedAt, String message) {

    /** Copies, orders and fills what is absent. */
    public UpdateStatus {
        state = Given.text(state);
        message = Given.text(message);
    }
}
