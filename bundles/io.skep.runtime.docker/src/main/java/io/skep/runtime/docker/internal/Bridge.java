package io.skep.runtime.docker.internal;

import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Engine;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the engine has its default network. It is asked until it says yes, and again after
 * something failed: an engine loses its bridge only by a restart. Safe for use by any thread.
 */
final class Bridge {

    private final Engine engine;
    private final AtomicBoolean seen = new AtomicBoolean();

    Bridge(Engine engine) {
        this.engine = engine;
    }

    boolean isThere() {
        if (!seen.get()) {
            seen.set(!engine.call(Call.get("/networks/bridge")).missing());
        }
        return seen.get();
    }

    void forget() {
        seen.set(false);
    }
}
