package io.skep.planner.engine.internal.stage;

import io.skep.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which services are kept from which stages, because the stage failed on them: a second at first,
 * twice as long each time, a minute at most. All other stages go on with them.
 */
public final class Quarantine {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private record Sentence(Instant until, Duration length) {}

    private final SortedMap<String, SortedMap<ServiceId, Sentence>> kept = new TreeMap<>();

    /** The services a stage may look at now. */
    public SortedSet<ServiceId> admitted(String stage, SortedSet<ServiceId> services, Instant now) {
        var sentences = kept.get(stage);
        if (sentences == null) {
            return services;
        }
        var admitted = new TreeSet<>(services);
        admitted.removeIf(
                service ->
                        Optional.ofNullable(sentences.get(service))
                                .filter(sentence -> sentence.until().isAfter(now))
                                .isPresent());
        return admitted;
    }

    /**
     * A stage failed on a service.
     *
     * @return when it may look again
     */
    public Instant failed(String stage, ServiceId service, Instant now) {
        var sentences = kept.computeIfAbsent(stage, any -> new TreeMap<>());
        var before = sentences.get(service);
        var length = before == null ? FIRST : min(before.length().multipliedBy(2), LONGEST);
        sentences.put(service, new Sentence(now.plus(length), length));
        return now.plus(length);
    }

    /** A stage managed these services. */
    public void passed(String stage, SortedSet<ServiceId> services) {
        var sentences = kept.get(stage);
        if (sentences != null) {
            sentences.keySet().removeAll(services);
        }
    }

    /** A new start for all stages. */
    public void clear() {
        kept.clear();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
