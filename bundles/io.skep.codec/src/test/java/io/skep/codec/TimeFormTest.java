package io.skep.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library is the judge of what is read and written without it. */
class TimeFormTest {

    private static final int MANY = 20_000;
    private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L};

    private final Random random = new Random(7);

    @Test
    void writesAndReadsMomentsAsTheLibraryDoes() {
        for (int i = 0; i < MANY; i++) {
            var at = Instant.ofEpochSecond(0, nanos());

            assertEquals(at.toString(), TimeForm.text(at));
            assertEquals(at, TimeForm.instant(at.toString()));
        }
    }

    @Test
    void readsDurationsAsTheLibraryWritesThem() {
        for (int i = 0; i < MANY; i++) {
            var span = Duration.ofNanos(nanos());

            assertEquals(span, TimeForm.duration(span.toString()));
        }
        assertEquals(Duration.ZERO, TimeForm.duration(Duration.ZERO.toString()));
    }

    /** Of every magnitude, often round, on both sides of zero. */
    private long nanos() {
        long any = random.nextLong() >> random.nextInt(62);
        return any - any % UNITS[random.nextInt(UNITS.length)];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-26T18:45:15.5Z",
                "2026-11-26T18:45:15.123456789Z",
                "2026-11-26T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "+12026-11-26T18:45:15Z",
                "-0001-01-01T00:00:00Z",
                "2026-11-26T18:45:15z",
                "2026-11-26T18:45:15.Z",
                "2026-11-26T18:45:15.1234567890Z",
                "2026-11-26T18:45Z",
                "2026-02-29T00:00:00Z",
                "2026-1-26T18:45:15Z",
                "2026-11-26 18:45:15Z",
                "2026-11-26T18:45:15",
                "2026-11-26T18:45:15+01:00",
                "2026-11-26T18:45:-5Z",
                "Z",
                ""
            })
    void readsOrRefusesMomentsAsTheLibraryDoes(String text) {
        same(text, Instant::parse, TimeForm::instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT10S",
                "PT1H2M3S",
                "PT2M1H",
                "PT1M2M",
                "PT",
                "PTS",
                "PT5",
                "P1D",
                "P1DT1S",
                "PT-5S",
                "-PT5S",
                "PT1.5S",
                "pt1s",
                "PT999999999H",
                "PT9999999999S",
                "PT99999999999999999999S",
                "XX5S",
                "P",
                ""
            })
    void readsOrRefusesDurationsAsTheLibraryDoes(String text) {
        same(text, Duration::parse, TimeForm::duration);
    }

    private static <T> void same(
            String text, Function<String, T> library, Function<String, T> ours) {
        T wanted;
        try {
            wanted = library.apply(text);
        } catch (DateTimeException refused) {
            assertThrows(DateTimeException.class, () -> ours.apply(text));
            return;
        }
        assertEquals(wanted, ours.apply(text));
    }
}
