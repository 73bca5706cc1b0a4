package io.skep.runtime.engine.internal.net;

import io.skep.seam.Loop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time in which connections to a task that nobody is sent to any more end by themselves. */
final class Drain {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Loop loop;
    private final Runnable drive;
    private boolean begun;
    private boolean over;
    private boolean looked;

    Drain(Loop loop, Runnable drive) {
        this.loop = loop;
        this.drive = drive;
    }

    /**
     * Whether it goes on.
     *
     * @param longest it lasts, from the first time that this is asked
     * @param open whether a connection is left; asked once a second
     */
    boolean lasts(Duration longest, BooleanSupplier open) {
        if (!begun) {
            begun = true;
            over = longest.isZero();
            loop.schedule(longest, this::end);
        }
        if (!over && !looked) {
            over = !open.getAsBoolean();
            looked = true;
            loop.schedule(BETWEEN_LOOKS, this::lookAgain);
        }
        return !over;
    }

    private void lookAgain() {
        looked = false;
        drive.run();
    }

    private void end() {
        over = true;
        drive.run();
    }
}
