package io.skep.consensus.ratis.internal.feed;

import java.util.concurrent.Semaphore;

/**
 * How many bytes may be on their way to the host: who brings more waits. A semaphore, because it is
 * Ratis' thread that waits; safe for use by any thread.
 */
final class Budget {

    private static final int BYTES = 16 << 20;

    /** What the record of an entry costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private final Semaphore free = new Semaphore(BYTES);

    /** What an entry of so many bytes costs. */
    static int of(int bytes) {
        return bytes + OVERHEAD;
    }

    /** Waits until there is room for an entry of so many bytes, and takes it. */
    void take(int bytes) {
        free.acquireUninterruptibly(of(bytes));
    }

    /** Gives back what an entry of so many bytes took. */
    void release(int bytes) {
        give(of(bytes));
    }

    void give(long cost) {
        free.release((int) cost);
    }

    /** From now on nobody waits. */
    void lift() {
        free.release(Integer.MAX_VALUE / 2);
    }
}
