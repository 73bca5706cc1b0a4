package io.skep.planner.engine.internal.agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLI = 1_000_000;
    private final Pace pace = new Pace(0);

    private long delayMillis(long atMillis) {
        return pace.delay(atMillis * MILLI).toMillis();
    }

    @Test
    void doesNotWaitForTheFirstEventOfAnIdleBelt() {
        pace.event(0);

        assertEquals(Duration.ZERO, pace.delay(0));
    }

    @Test
    void SC_1_waitsForQuietSoonAfterATurn() {
        pace.ended(100 * MILLI);
        pace.event(120 * MILLI);

        assertEquals(50, delayMillis(120));
        pace.event(150 * MILLI);
        assertEquals(30, delayMillis(170));
        assertEquals(0, delayMillis(200));
    }

    @Test
    void SC_1_waitsASecondAtMost() {
        pace.ended(0);
        for (int at = 10; at < 1000; at += 10) {
            pace.event(at * MILLI);
        }

        assertEquals(20, delayMillis(990));
        assertEquals(0, delayMillis(1010));
    }

    @Test
    void startsAnewAfterATurn() {
        pace.ended(0);
        pace.event(10 * MILLI);
        pace.begun();
        pace.ended(20 * MILLI);
        pace.event(80 * MILLI);

        assertEquals(0, delayMillis(80));
    }
}
