package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks after a member that has no leader: when the disk takes no new term or vote, Ratis gives up
 * the election it was in, begins no other one, and tells nobody. Owned by the member's loop.
 *
 * <p>Source: consensus-and-faults C-12.
 */
final class Vigil {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Loop loop;
    private final DirectorySync disk;
    private final BooleanSupplier leaderless;
    private final Consumer<String> broken;
    private Cancellable next = () -> {};
    private boolean refused;

    /**
     * One that has not begun.
     *
     * @param broken told why the member is to be opened anew
     */
    Vigil(Loop loop, DirectorySync disk, BooleanSupplier leaderless, Consumer<String> broken) {
        this.loop = loop;
        this.disk = disk;
        this.leaderless = leaderless;
        this.broken = broken;
    }

    void begin() {
        next = loop.schedule(PAUSE, this::look);
    }

    void end() {
        next.cancel();
    }

    private void look() {
        begin();
        if (!leaderless.getAsBoolean()) {
            refused = false;
            return;
        }
        try {
            var takes = disk.takes();
            if (takes && refused) {
                broken.accept("its disk took nothing for a while");
            }
            refused = !takes;
        } catch (IOException damaged) {
            broken.accept("its disk: " + damaged.getMessage());
        }
    }
}
