package io.skep.transport.engine.internal.roll;

import io.skep.seam.Cancellable;
import io.skep.transport.Caller;
import io.skep.transport.Guard;
import io.skep.transport.Role;
import java.util.concurrent.atomic.AtomicReference;

/** Whom this node admits: everybody as long as there is no guard. Safe for use by any thread. */
public final class Guards implements Guard {

    private static final Guard OPEN = caller -> true;

    // set by the room that knows who belongs to the cluster; read by any thread
    private final AtomicReference<Guard> guard = new AtomicReference<>(OPEN);

    /** From now on this one counts. */
    public Cancellable set(Guard next) {
        guard.set(next);
        return () -> guard.compareAndSet(next, OPEN);
    }

    /** Strangers may say little, but that to everybody. */
    @Override
    public boolean admits(Caller caller) {
        return caller.role() == Role.STRANGER || guard.get().admits(caller);
    }
}
