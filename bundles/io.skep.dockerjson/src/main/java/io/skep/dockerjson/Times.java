package io.skep.dockerjson;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as Go writes them. Source: docker-api-notes 1.7 and 6. */
public final class Times {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** RFC 3339 without trailing zeros. */
    public static String text(Instant at) {
        return seconds(at) + fraction(at).replaceAll("\\.?0+$", "") + "Z";
    }

    /** RFC 3339 with nine digits, as in logs. */
    public static String padded(Instant at) {
        return seconds(at) + fraction(at) + "Z";
    }

    private static String seconds(Instant at) {
        return SECONDS.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    private static String fraction(Instant at) {
        return String.format(Locale.ROOT, ".%09d", at.getNano());
    }
}
