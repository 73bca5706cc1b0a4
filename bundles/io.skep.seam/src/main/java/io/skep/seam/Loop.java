package io.skep.seam;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One writer's sequence of steps: they run one after the other, never two at once. Steps must not
 * block.
 */
@ConsumerType
public interface Loop {

    /**
     * Runs a step after those already waiting. Steps given from one thread keep their order. After
     * the loop was closed steps are dropped.
     */
    void execute(Runnable step);

    /** Runs a step once, not earlier than after {@code delay}. */
    Cancellable schedule(Duration delay, Runnable step);

    /** Whether the caller runs on this loop. */
    boolean inside();

    /** A stage that completes as {@code stage} does, on this loop. */
    <T> CompletionStage<T> on(CompletionStage<T> stage);

    /** Stops: what is waiting is dropped, and the current step is waited for at most 5 s. */
    void close();
}
