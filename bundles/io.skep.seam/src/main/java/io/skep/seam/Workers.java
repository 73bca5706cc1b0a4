package io.skep.seam;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Threads for work that blocks. Bounded. */
@ConsumerType
public interface Workers {

    /**
     * Runs blocking work.
     *
     * @param name what it is, for the thread's name
     * @return completes on a worker thread with the work's result, or fails with what it threw;
     *     fails with {@link java.util.concurrent.RejectedExecutionException} when too much is
     *     waiting
     */
    <T> CompletionStage<T> run(String name, Callable<T> work);

    /** Interrupts what runs and refuses what comes. */
    void close();
}
