package io.skep.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What happens over and over is said seldom. */
class SeldomTest {

    private long now;

    private final Seldom seldom =
            new Seldom(
                    new Time() {
                        @Override
                        public Instant now() {
                            return Instant.EPOCH;
                        }

                        @Override
                        public long nanos() {
                            return now;
                        }
                    },
                    Duration.ofMinutes(10));

    @Test
    void saysTheFirstOneAndCountsTheRest() {
        assertEquals(OptionalLong.of(0), seldom.say("a"));
        assertEquals(OptionalLong.empty(), seldom.say("a"));
        assertEquals(OptionalLong.empty(), seldom.say("a"));
        assertEquals(OptionalLong.of(0), seldom.say("b"));

        now += Duration.ofMinutes(10).toNanos();

        assertEquals(OptionalLong.of(2), seldom.say("a"));
        assertEquals(OptionalLong.empty(), seldom.say("a"));
    }

    @Test
    void isNotFilledByWhoeverMakesSubjectsUp() {
        long said = 0;
        for (int i = 0; i < 5_000; i++) {
            said += seldom.say("made up " + i).isPresent() ? 1 : 0;
        }
        assertEquals(1_000, said);

        now += Duration.ofMinutes(10).toNanos();

        assertEquals(OptionalLong.of(0), seldom.say("true"));
    }
}
