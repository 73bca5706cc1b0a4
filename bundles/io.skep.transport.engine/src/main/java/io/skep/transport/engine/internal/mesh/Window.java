package io.skep.transport.engine.internal.mesh;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * TRN-2: what may be on its way in one direction of a channel: sent and not read. Safe for use by
 * any thread.
 */
final class Window {

    /** Frames at most. */
    static final int FRAMES = 1_024;

    /** Bytes at most. */
    static final int BYTES = 8 * 1024 * 1024;

    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    /** Whether another frame may go. */
    boolean take(int length) {
        if (frames.incrementAndGet() > FRAMES | bytes.addAndGet(length) > BYTES) {
            give(1, length);
            return false;
        }
        return true;
    }

    /** Some were read; false when that many were never on their way. */
    boolean give(int framesRead, int bytesRead) {
        return framesRead >= 0
                && bytesRead >= 0
                && frames.addAndGet(-framesRead) >= 0
                && bytes.addAndGet(-bytesRead) >= 0;
    }
}
