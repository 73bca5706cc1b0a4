package io.skep.dockerapi.internal.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Writes much, on a thread of its own. */
final class Writing {
    private static final int MUCH = 64 << 20;

    private static final int QUIET_MILLIS = 200;

    private final AtomicLong written = new AtomicLong();
    private final Thread thread;

    Writing(Wire wire) {
        var chunk = new byte[1 << 16];
        thread =
                new Thread(
                        () -> {
                            while (written.get() < MUCH) {
                                wire.say(chunk);
                                written.addAndGet(chunk.length);
                            }
                        });
        thread.start();
    }

    /** How much was written when nothing more was taken for a while. */
    long stalls() {
        long seen = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET_MILLIS * 1_000_000L) {
            if (written.get() != seen) {
                seen = written.get();
                since = System.nanoTime();
            }
            LockSupport.parkNanos(1_000_000);
        }
        return seen;
    }

    boolean done() {
        return !thread.isAlive();
    }

    void join() throws InterruptedException {
        thread.join();
    }
}
