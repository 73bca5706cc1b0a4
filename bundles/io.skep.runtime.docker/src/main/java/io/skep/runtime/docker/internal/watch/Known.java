package io.skep.runtime.docker.internal.watch;

import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A container that is watched. Lives on the loop. */
final class Known {

    final Handle handle;
    final CompletableFuture<Observed> end = new CompletableFuture<>();
    private Health health = Health.NONE;
    private Optional<Observed> told = Optional.empty();
    private boolean removing;

    Known(Handle handle) {
        this.handle = handle;
    }

    /** The host knows this already. */
    void told(Observed observed) {
        health = observed.health();
        told = Optional.of(observed);
        note(observed);
    }

    /** Whether the host is to be told: each end, and each change of health. */
    boolean isNews(Observed observed) {
        note(observed);
        if (removing) {
            return false;
        }
        var news =
                observed.phase() == Phase.EXITED
                        ? !told.equals(Optional.of(observed))
                        : observed.health() != health;
        health = observed.health();
        if (news) {
            told = Optional.of(observed);
        }
        return news;
    }

    boolean ended() {
        return end.isDone();
    }

    void removing() {
        removing = true;
    }

    private void note(Observed observed) {
        if (observed.phase() == Phase.EXITED) {
            end.complete(observed);
        }
    }
}
