package io.skep.model;

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
public record LogLine(int stream, Instant at, String text, Map<String, String> details) {}
