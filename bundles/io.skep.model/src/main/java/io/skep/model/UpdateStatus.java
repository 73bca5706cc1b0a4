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

    /** The state of an update under way. */
    public static final String UPDATING = "updating";

    /** The state of an update that stopped after failures. */
    public static final String PAUSED = "paused";

    /** The state of an update that is through. */
    public static final String COMPLETED = "completed";

    /** The state of a rollback under way. */
    public static final String ROLLBACK_STARTED = "rollback_started";

    /** The state of a rollback that stopped after failures. */
    public static final String ROLLBACK_PAUSED = "rollback_paused";

    /** The state of a rollback that is through. */
    public static final String ROLLBACK_COMPLETED = "rollback_completed";

    /** What a rollback says when the user asked for it. */
    public static UpdateStatus requestedRollback(Instant at) {
        return new UpdateStatus(ROLLBACK_STARTED, at, null, "manually requested rollback");
    }

    /** Whether a rollback is under way. */
    public boolean rollingBack() {
        return state.equals(ROLLBACK_STARTED);
    }

    /** Whether an update or a rollback is under way. */
    public boolean running() {
        return state.equals(UPDATING) || rollingBack();
    }

    /** Whether it stopped and waits for another wish. */
    public boolean paused() {
        return state.equals(PAUSED) || state.equals(ROLLBACK_PAUSED);
    }
}
