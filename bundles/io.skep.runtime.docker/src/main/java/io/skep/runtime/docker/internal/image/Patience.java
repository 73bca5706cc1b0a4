package io.skep.runtime.docker.internal.image;

import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;

/** Ends a pull that makes no progress. Lives on the loop; progress may come from any thread. */
final class Patience {

    /** An image that is here may be old, but a task should not wait longer to learn that. */
    private static final Duration REGISTRY_WHEN_HERE = Duration.ofSeconds(5);

    private static final Duration REGISTRY = Duration.ofSeconds(60);
    private static final Duration LAYERS = Duration.ofMinutes(5);

    private final Loop loop;
    private final boolean here;
    private long seen;
    private long checked;
    private boolean gaveUp;
    private Cancellable timer = () -> {};

    Patience(Loop loop, boolean here) {
        this.loop = loop;
        this.here = here;
    }

    void begin(Runnable abort) {
        timer = loop.schedule(limit(), () -> check(abort));
    }

    void progress() {
        loop.execute(() -> seen++);
    }

    void end() {
        timer.cancel();
    }

    /** Why the pull failed, in words for users. */
    String reason(Throwable failure) {
        var words = Calls.failure(failure).getMessage();
        return gaveUp || words == null ? "the registry does not answer" : words;
    }

    private void check(Runnable abort) {
        if (seen == checked) {
            gaveUp = true;
            abort.run();
        } else {
            checked = seen;
            begin(abort);
        }
    }

    private Duration limit() {
        if (seen > 0) {
            return LAYERS;
        }
        return here ? REGISTRY_WHEN_HERE : REGISTRY;
    }
}
