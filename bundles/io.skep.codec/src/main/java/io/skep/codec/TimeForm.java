package io.skep.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Moments and durations as {@link Instant} and {@link Duration} write them. A state is full of
 * both, and the library's patterns cost more than all the rest of a record; so what looks as usual
 * is read and written without them.
 */
final class TimeForm {

    private static final String SECONDS = "dddd-dd-ddTdd:dd:dd";
    private static final int NANO_DIGITS = 9;
    private static final int SAFE_DIGITS = 9;
    private static final Map<Character, Long> SECONDS_OF = Map.of('H', 3_600L, 'M', 60L, 'S', 1L);

    private TimeForm() {}

    /** As {@link Instant#toString} writes it. */
    static String text(Instant at) {
        var utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        // which leaves out the seconds of a whole minute
        return utc + (utc.getSecond() == 0 && utc.getNano() == 0 ? ":00Z" : "Z");
    }

    /** As {@link Instant#parse} reads it. */
    static Instant instant(String text) {
        int end = text.length() - 1;
        int dot = SECONDS.length();
        if (!usual(text, dot, end)) {
            return Instant.parse(text);
        }
        int nanos = 0;
        for (int at = 1; at <= NANO_DIGITS; at++) {
            nanos = 10 * nanos + (dot + at < end ? digit(text, dot + at) : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean usual(String text, int dot, int end) {
        if (end < dot || end > dot + 1 + NANO_DIGITS || text.charAt(end) != 'Z') {
            return false;
        }
        for (int at = 0; at < end; at++) {
            char wanted = at == dot ? '.' : at < dot ? SECONDS.charAt(at) : 'd';
            if (wanted == 'd' ? !isDigit(text.charAt(at)) : text.charAt(at) != wanted) {
                return false;
            }
        }
        // midnight may be the hour 24, and a leap second the second 60
        return end != dot + 1 && number(text, 11, 13) < 24 && number(text, 17, 19) < 60;
    }

    /** As {@link Duration#parse} reads it. */
    static Duration duration(String text) {
        long seconds = 0;
        int begin = 2;
        var units = "HMS";
        for (int at = begin; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (isDigit(letter) && at - begin < SAFE_DIGITS) {
                continue;
            }
            int unit = units.indexOf(letter);
            if (unit < 0 || at == begin) {
                return Duration.parse(text);
            }
            seconds += number(text, begin, at) * SECONDS_OF.get(letter);
            units = units.substring(unit + 1);
            begin = at + 1;
        }
        var whole = text.startsWith("PT") && begin == text.length() && begin > 2;
        return whole ? Duration.ofSeconds(seconds) : Duration.parse(text);
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
