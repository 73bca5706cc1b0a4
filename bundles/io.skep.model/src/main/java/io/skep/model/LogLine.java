package io.skep.model;

import io.skep.model.spec.Given;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a task's output.
 *
 * @param stream 1 standard output, 2 standard error
 * @param at when it was written
 * @param text the line with its end
 * @param details what the log driver adds
 */
public record LogLine(int stream, Instant at, String text, Map<String, String> details) {

    /** Copies, orders and fills what is absent. */
    public LogLine {
        text = Given.text(text);
        details = Given.map(details);
    }
}
