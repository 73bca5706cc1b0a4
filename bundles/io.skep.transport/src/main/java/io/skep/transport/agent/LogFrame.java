package io.skep.transport.agent;

import io.skep.model.LogLine;
import io.skep.model.spec.Given;
import java.util.List;

/**
 * A frame an agent sends on a log channel.
 *
 * @param lines in order; may be empty
 * @param last whether no more frames follow
 * @param error why the output is incomplete, in the last frame; empty when it is complete
 */
public record LogFrame(List<LogLine> lines, boolean last, String error) {

    /** Copies the lines; absent ones are none. */
    public LogFrame {
        lines = Given.list(lines);
        error = Given.text(error);
    }

    /** Some lines, more may follow. */
    public static LogFrame of(List<LogLine> lines) {
        return new LogFrame(lines, false, "");
    }

    /** The end. */
    public static LogFrame end(String error) {
        return new LogFrame(List.of(), true, error);
    }
}
