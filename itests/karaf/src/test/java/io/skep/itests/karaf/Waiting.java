package io.skep.itests.karaf;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what becomes true by itself. */
final class Waiting {

    private static final long PATIENCE_SECONDS = 20;

    private Waiting() {}

    /**
     * Returns as soon as the condition holds; what is seen instead is told after twenty seconds.
     */
    static void until(String what, BooleanSupplier condition, Supplier<?> seen) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        what + ": not within " + PATIENCE_SECONDS + " s, but " + seen.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
