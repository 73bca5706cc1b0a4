package io.skep.runtime.engine.internal.net;

import io.skep.seam.Loop;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The moment in which a task is told to stop though somebody is still connected to it: programs
 * close connections then on which nothing is under way, and whoever asks over one just then would
 * be cut off. So nothing is asked from a little before until a little after.
 */
final class Hush {

    /** Until networks are so, and what was asked before is under way. */
    static final Duration BEFORE = Duration.ofMillis(250);

    /** Until the program has heard it and closed what it closes. */
    static final Duration AFTER = Duration.ofMillis(750);

    private final Loop loop;
    private final Runnable drive;
    private final Consumer<Boolean> hush;
    private boolean begun;
    private boolean over;

    /**
     * One that has not begun.
     *
     * @param drive called when the task may be told
     * @param hush told whether nothing is to be asked
     */
    Hush(Loop loop, Runnable drive, Consumer<Boolean> hush) {
        this.loop = loop;
        this.drive = drive;
        this.hush = hush;
    }

    /**
     * Whether the task is to wait for it.
     *
     * @param open whether somebody is connected; asked once
     */
    boolean lasts(BooleanSupplier open) {
        if (!begun) {
            begun = true;
            over = !open.getAsBoolean();
            if (!over) {
                hush.accept(true);
                loop.schedule(BEFORE, this::end);
            }
        }
        return !over;
    }

    private void end() {
        over = true;
        loop.schedule(AFTER, () -> hush.accept(false));
        drive.run();
    }
}
