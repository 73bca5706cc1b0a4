package io.skep.dockerapi.internal.guard;

import io.skep.access.Caller;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who changed what over TCP, and who was refused: one line for each request, without
 * bodies and parameters. Safe for use by any thread.
 */
public final class Ledger {

    private static final Logger log = LoggerFactory.getLogger("skep.audit");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST = 256;

    private final Consumer<String> book;

    /** In the log, under {@code skep.audit}. */
    public Ledger() {
        this(log::info);
    }

    /** Where lines are taken. */
    public Ledger(Consumer<String> book) {
        this.book = book;
    }

    /** How a request ended. */
    public enum Verdict {
        /** The role allows it; the status says what came of it. */
        ALLOWED,
        /** The role does not allow it. */
        DENIED,
        /** The client went away before it was answered. */
        CUT
    }

    /**
     * A request.
     *
     * @param caller whose
     * @param address from where
     * @param method the verb, as it came
     * @param uri as it came
     */
    public record Entry(Caller caller, String address, String method, String uri) {

        private boolean changes() {
            return !READING.contains(method);
        }

        private String path() {
            var path = uri.split("[?#]", 2)[0];
            return path.length() > LONGEST ? path.substring(0, LONGEST) : path;
        }
    }

    /** A request is over, with this status; 0 for none. */
    public void close(Entry entry, Verdict verdict, int status) {
        if (verdict == Verdict.DENIED || entry.changes()) {
            book.accept(
                    "client "
                            + entry.caller.name()
                            + " as "
                            + entry.caller.role().label()
                            + " at "
                            + entry.address
                            + ": "
                            + entry.method
                            + " "
                            + entry.path()
                            + " "
                            + verdict.name().toLowerCase(Locale.ROOT)
                            + " "
                            + status);
        }
    }
}
