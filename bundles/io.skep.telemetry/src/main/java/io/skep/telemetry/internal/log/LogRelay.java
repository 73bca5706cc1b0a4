package io.skep.telemetry.internal.log;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Talk;
import io.skep.transport.Transport;

/** Passes output of tasks on to managers that have no connection to their nodes. */
public final class LogRelay {

    private final Transport transport;
    private final Loop loop;

    /** On a loop, which it does not close. */
    public LogRelay(Transport transport, Loop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    /** Begins; what is returned ends it and all that is under way. */
    public Cancellable open() {
        return transport.serve(
                Talk.CONTROL_LOGS.kind(), loop, front -> new Passage(front, transport, loop));
    }
}
