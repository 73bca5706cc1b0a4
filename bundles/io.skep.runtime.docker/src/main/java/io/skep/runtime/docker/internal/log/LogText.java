package io.skep.runtime.docker.internal.log;

import io.skep.model.LogLine;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One stream's output, put together to lines.
 *
 * <p>The engine sends records of at most 16 KiB, each {@code time details text}; only the last one
 * of a line ends with a line feed. Details are {@code name=value,...} and may be empty.
 */
final class LogText {

    private final int stream;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Instant at = Instant.EPOCH;
    private Map<String, String> details = Map.of();

    LogText(int stream) {
        this.stream = stream;
    }

    /** Takes a record; the line, if it is whole now. */
    Optional<LogLine> add(byte[] content) {
        int first = space(content, 0);
        int second = space(content, first + 1);
        if (text.size() == 0) {
            at = time(part(content, 0, first));
            details = details(part(content, first + 1, second));
        }
        text.write(content, second + 1, content.length - second - 1);
        return content[content.length - 1] == '\n' ? rest() : Optional.empty();
    }

    /** What is there, whole or not. */
    Optional<LogLine> rest() {
        if (text.size() == 0) {
            return Optional.empty();
        }
        var line = new LogLine(stream, at, text.toString(StandardCharsets.UTF_8), details);
        text.reset();
        return Optional.of(line);
    }

    private static int space(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == ' ') {
                return i;
            }
        }
        throw new IllegalStateException("a log record without time or details");
    }

    private static String part(byte[] content, int from, int to) {
        return new String(content, from, to - from, StandardCharsets.UTF_8);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalStateException("a log record without time: " + text, unreadable);
        }
    }

    private static SortedMap<String, String> details(String text) {
        var details = new TreeMap<String, String>();
        for (var pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                details.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return details;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
