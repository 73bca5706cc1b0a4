package io.skep.scheduler.engine.internal.strategy;

import io.skep.scheduler.spi.SchedulingStrategy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A strategy that was bound. Safe for use by any thread. */
public final class Strategy {

    private final SchedulingStrategy service;
    private final String name;
    private final String version;
    private final long epoch;
    // set by the thread that stops the bundle, read by the loop that plans
    private final AtomicBoolean gone = new AtomicBoolean();
    // set by the loop that plans, read by threads that list plugs
    private final AtomicReference<String> note = new AtomicReference<>("");

    Strategy(SchedulingStrategy service, String name, String version, long epoch) {
        this.service = service;
        this.name = name;
        this.version = version;
        this.epoch = epoch;
    }

    /** What users choose it by. */
    public String name() {
        return name;
    }

    /** Its bundle's version. */
    public String version() {
        return version;
    }

    /** Greater than that of every strategy bound before. */
    public long epoch() {
        return epoch;
    }

    /** Name and version, as placements keep them. */
    public String label() {
        return name + " " + version;
    }

    /** The last failure, in words; empty when there was none. */
    public String note() {
        return note.get();
    }

    /** Whether its bundle stopped: it must not be called any more. */
    public boolean gone() {
        return gone.get();
    }

    /** To call it. */
    SchedulingStrategy service() {
        return service;
    }

    boolean is(SchedulingStrategy other) {
        return service == other;
    }

    void leave() {
        gone.set(true);
    }

    void note(String failure) {
        note.set(failure);
    }
}
