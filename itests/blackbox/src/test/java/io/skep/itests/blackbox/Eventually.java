package io.skep.itests.blackbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something to become true in the world outside, looking again and again. */
final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /**
     * Fails with the last thing seen when it has not become {@code wanted} within {@code patience}.
     */
    static <T> void equal(T wanted, Duration patience, Supplier<T> seen) {
        holds("wanted " + wanted, patience, seen, wanted::equals);
    }

    /** Fails with the last thing seen when it has not become so within {@code patience}. */
    static <T> void holds(String what, Duration patience, Supplier<T> seen, Predicate<T> so) {
        long deadline = System.nanoTime() + patience.toNanos();
        var last = seen.get();
        while (!so.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ", saw " + last + " after " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = seen.get();
        }
    }
}
