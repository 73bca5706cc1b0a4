package io.skep.runtime.process.internal.watch;

import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.process.internal.log.Marker;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A box that is watched. Used on the loop. */
final class Watched {

    private final Handle handle;
    private final Box box;
    private final @Nullable Vitals vitals;
    private final List<Marker> markers;
    private boolean ended;
    private boolean checking;
    private Health told;

    Watched(Handle handle, Box box) {
        this.handle = handle;
        this.box = box;
        var check = box.recipe().health();
        this.vitals = check != null && Vitals.checks(check) ? new Vitals(check) : null;
        this.told = health();
        this.markers =
                Stream.of("stdout", "stderr")
                        .map(name -> new Marker(box.directory().resolve(name)))
                        .toList();
    }

    /** Notes how long its outputs are. On one worker at a time. */
    void mark(Instant now) throws IOException {
        for (var marker : markers) {
            marker.mark(now);
        }
    }

    Handle handle() {
        return handle;
    }

    Box box() {
        return box;
    }

    @Nullable Vitals vitals() {
        return vitals;
    }

    Health health() {
        return vitals == null ? Health.NONE : vitals.health();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether checks have yet to begin; from now on they have. */
    boolean beginsChecking(Observed seen) {
        var begins = vitals != null && !checking && seen.phase() == Observed.Phase.RUNNING;
        checking |= begins;
        return begins;
    }

    /** Checks have ended; a later round begins them again if there is reason to. */
    void endsChecking() {
        checking = false;
    }

    /** Whether the host does not know this yet; from now on it does. */
    boolean isNews(Observed seen) {
        if (seen.phase() == Observed.Phase.EXITED) {
            var news = !ended;
            ended = true;
            return news;
        }
        var news = told != health();
        told = health();
        return news;
    }
}
