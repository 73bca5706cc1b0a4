package io.skep.itests.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for another process, of which nobody tells us when it is ready. */
final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Patience() {}

    static void until(BooleanSupplier ready, Supplier<String> complaint) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(complaint.get());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
