package io.skep.itests.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What went wrong, with the seed that shows it again. */
final class Blame {

    private static final int ENOUGH = 5;

    private final long seed;
    private final List<String> found = new ArrayList<>();
    private final Supplier<String> moment;

    Blame(long seed, Supplier<String> moment) {
        this.seed = seed;
        this.moment = moment;
    }

    /** Something must hold. */
    void unless(boolean holds, Supplier<String> otherwise) {
        if (!holds && found.size() < ENOUGH) {
            found.add(moment.get() + " " + otherwise.get());
        }
    }

    /** Fails if something went wrong so far. */
    void raise() {
        if (!found.isEmpty()) {
            throw new AssertionError(
                    "replay with -Dskep.seed=" + seed + "\n  " + String.join("\n  ", found));
        }
    }
}
