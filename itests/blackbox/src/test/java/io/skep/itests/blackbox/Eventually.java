package io.skep.itests.blackbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to become true in the world outside, looking again and again. */
final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /**
     * Fails with the last thing seen when it has not become {@code wanted} within {@code patience}.
     */
    static <T> void equal(T wanted, Duration patience, Supplier<T> seen) {
        long deadline = System.nanoTime() + patience.toNanos();
        var last = seen.get();
        while (!wanted.equals(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "wanted " + wanted + ", saw " + last + " after " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = seen.get();
        }
    }
}
