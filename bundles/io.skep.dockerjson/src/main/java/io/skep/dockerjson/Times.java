package io.skep.dockerjson;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as Go writes them. Source: docker-api-notes 1.7 and 6. */
public final class Times {

    // so the library writes a minute's first second
    private static final String WHOLE_MINUTE = "2026-11-26T18:45";
    private static final int SECOND = 1_000_000_000;

    private Times() {}

    /** RFC 3339 without trailing zeros. */
    public static String text(Instant at) {
        var digits = digits(at);
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return seconds(at) + (end == 0 ? "" : "." + digits.substring(0, end)) + "Z";
    }

    /** RFC 3339 with nine digits, as in logs. */
    public static String padded(Instant at) {
        return seconds(at) + "." + digits(at) + "Z";
    }

    private static String seconds(Instant at) {
        var text = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC).toString();
        return text.length() == WHOLE_MINUTE.length() ? text + ":00" : text;
    }

    private static String digits(Instant at) {
        return Integer.toString(SECOND + at.getNano()).substring(1);
    }
}
