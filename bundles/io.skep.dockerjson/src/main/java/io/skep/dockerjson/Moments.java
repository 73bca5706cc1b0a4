package io.skep.dockerjson;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Moments in queries: seconds since 1970 with a fraction, or RFC 3339. */
public final class Moments {

    private static final int NANO_DIGITS = 9;

    private Moments() {}

    /** The moment in a parameter; absent when it is not given or zero. */
    public static Optional<Instant> of(String parameter, String text) {
        if (text.isEmpty() || text.equals("0")) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.contains("T") ? written(text) : counted(text));
        } catch (DateTimeException | ArithmeticException | NumberFormatException malformed) {
            throw new Unfit(
                    "invalid value for '"
                            + parameter
                            + "': failed to parse value as time: "
                            + text);
        }
    }

    private static Instant written(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant counted(String text) {
        if (text.length() > 64 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new NumberFormatException(text);
        }
        var nanos = new BigDecimal(text).movePointRight(NANO_DIGITS).toBigInteger();
        return Instant.ofEpochSecond(0, nanos.longValueExact());
    }
}
