package io.skep.itests.hosts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something to become so in the world outside, looking again and again. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Eventually() {}

    /** Fails with the last thing seen when it has not become {@code wanted} in time. */
    public static <T> void equal(T wanted, Duration patience, Supplier<T> seen) {
        holds("it is " + wanted, patience, seen, wanted::equals);
    }

    /** What was seen when it held; fails with the last thing seen when it never did. */
    public static <T> T holds(
            String what, Duration patience, Supplier<T> seen, Predicate<T> condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        var last = seen.get();
        while (!condition.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within " + patience + ": " + what + "; last seen: " + last);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            last = seen.get();
        }
        return last;
    }
}
