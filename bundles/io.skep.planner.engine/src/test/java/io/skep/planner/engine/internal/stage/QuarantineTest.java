package io.skep.planner.engine.internal.stage;

import static io.skep.planner.engine.internal.Samples.NOW;
import static io.skep.planner.engine.internal.Samples.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.ServiceId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private final Quarantine quarantine = new Quarantine();
    private final TreeSet<ServiceId> both = new TreeSet<>(Set.of(service("a"), service("b")));

    @Test
    void keepsAServiceFromTheStageThatFailedOnIt() {
        quarantine.failed("update", service("a"), NOW);

        assertEquals(Set.of(service("b")), quarantine.admitted("update", both, NOW));
        assertEquals(both, quarantine.admitted("schedule", both, NOW));
    }

    @Test
    void waitsTwiceAsLongEachTimeAndAMinuteAtMost() {
        Instant until = NOW;
        for (int i = 0; i < 20; i++) {
            until = quarantine.failed("update", service("a"), NOW);
            assertEquals(Math.min(1L << i, 60), until.getEpochSecond() - NOW.getEpochSecond());
        }
        assertEquals(both, quarantine.admitted("update", both, until));
    }

    @Test
    void forgetsWhoPassed() {
        quarantine.failed("update", service("a"), NOW);
        quarantine.failed("update", service("a"), NOW);
        quarantine.passed("update", both);

        assertEquals(NOW.plusSeconds(1), quarantine.failed("update", service("a"), NOW));
    }
}
