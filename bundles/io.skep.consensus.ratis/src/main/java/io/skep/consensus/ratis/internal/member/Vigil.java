package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks after a candidate: when the disk takes no new term or vote, be it once, Ratis gives up the
 * election it was in, begins no other one, and tells nobody. Whoever is in one asks others for
 * their votes again and again, and who is alone leads at once. Owned by the member's loop.
 *
 * <p>Source: consensus-and-faults C-12, C-13.
 */
final class Vigil {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int LEAST_LOOKS = 5;
    // a round of an election takes two least times
    private static final int ROUNDS = 5;

    private final Loop loop;
    private final DirectorySync disk;
    private final int patience;
    private final BooleanSupplier candidate;
    private final Consumer<String> broken;
    private Cancellable next = () -> {};
    private boolean refused;
    private int silent;

    /**
     * One that has not begun.
     *
     * @param election how long a member waits at least before it looks for another leader
     * @param candidate whether it wants to lead
     * @param broken told why the member is to be opened anew
     */
    Vigil(
            Loop loop,
            DirectorySync disk,
            Duration election,
            BooleanSupplier candidate,
            Consumer<String> broken) {
        this.loop = loop;
        this.disk = disk;
        this.patience =
                (int) Math.max(LEAST_LOOKS, 2 * ROUNDS * election.toMillis() / PAUSE.toMillis());
        this.candidate = candidate;
        this.broken = broken;
    }

    void begin() {
        next = loop.schedule(PAUSE, this::look);
    }

    /** Somebody was asked for a vote. */
    void canvassed() {
        silent = 0;
    }

    void end() {
        next.cancel();
    }

    private void look() {
        begin();
        if (candidate.getAsBoolean()) {
            silent++;
            probe();
        } else {
            silent = 0;
            refused = false;
        }
    }

    /** As long as the disk takes nothing there is no use in a new beginning. */
    private void probe() {
        try {
            var takes = disk.takes();
            if (takes && refused) {
                broken.accept("its disk took nothing for a while");
            } else if (takes && silent > patience) {
                broken.accept("its election ended without a word");
            }
            refused = !takes;
        } catch (IOException damaged) {
            broken.accept("its disk: " + damaged.getMessage());
        }
    }
}
