package io.skep.planner.engine.internal.agenda;

import io.skep.model.ServiceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When to look at services again. A wish holds until its service is looked at: stages have no
 * memory, so each turn they ask for all they need.
 */
public final class Alarms {

    private final SortedMap<ServiceId, Instant> alarms = new TreeMap<>();

    /** Services are being looked at; what was asked for them before is answered. */
    public void answered(Collection<ServiceId> services) {
        services.forEach(alarms::remove);
    }

    /** Looks at services again. */
    public void set(Map<ServiceId, Instant> wakes) {
        wakes.forEach(
                (service, moment) ->
                        alarms.merge(service, moment, (a, b) -> a.isBefore(b) ? a : b));
    }

    /** When the next one is due; absent when there is none. */
    public Optional<Instant> next() {
        return alarms.values().stream().min(Comparator.naturalOrder());
    }

    /** Services whose time has come. */
    public List<ServiceId> due(Instant now) {
        var due =
                alarms.entrySet().stream()
                        .filter(alarm -> !alarm.getValue().isAfter(now))
                        .map(Map.Entry::getKey)
                        .toList();
        due.forEach(alarms::remove);
        return due;
    }
}
