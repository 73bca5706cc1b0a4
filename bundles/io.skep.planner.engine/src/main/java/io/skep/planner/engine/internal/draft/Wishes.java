package io.skep.planner.engine.internal.draft;

import io.skep.model.ServiceId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a turn wants of later turns. */
public final class Wishes {

    private final SortedMap<ServiceId, Instant> wakes = new TreeMap<>();
    private final SortedSet<ServiceId> again = new TreeSet<>();

    /** Looks at a service again at that moment; the earliest of several holds. */
    public void wakeAt(Instant moment, ServiceId service) {
        wakes.merge(service, moment, (a, b) -> a.isBefore(b) ? a : b);
    }

    /** Looks at a service again in the next turn. */
    public void again(ServiceId service) {
        again.add(service);
    }

    /** When to look at which service. */
    public SortedMap<ServiceId, Instant> wakes() {
        return wakes;
    }

    /** What the next turn is to look at. */
    public SortedSet<ServiceId> again() {
        return again;
    }
}
