package io.skep.itests.history;

import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, and what it was told. Every value is written once at most: so it says by
 * itself who wrote it. {@code ""} is the value of a key that was never written.
 *
 * @param key the object it is about
 * @param verb what was asked for
 * @param expected the value a {@link Verb#SWAP} demanded; {@code ""} otherwise
 * @param value the value that was written, or was read
 * @param outcome what became of it, as far as the client knows
 * @param revision of a write: where it is in the agreed order; of a read: the last write it can
 *     have seen; 0 when that is not known
 * @param invoked when the client asked, in nanoseconds of one clock
 * @param returned when it had its answer; {@link #NEVER} while the outcome is unknown
 */
public record Operation(
        String key,
        Verb verb,
        String expected,
        String value,
        Outcome outcome,
        long revision,
        long invoked,
        long returned) {

    /** The time of an answer that never came: whatever it asked for may happen until then. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What can be asked for. */
    public enum Verb {
        /** What is its value? */
        READ,
        /** Let this be its value. */
        WRITE,
        /** Let this be its value if it is still that. */
        SWAP
    }

    /** What becomes of it. */
    public enum Outcome {
        /** It happened. */
        DONE,
        /** A swap that found another value, and so changed nothing. */
        REFUSED,
        /** It surely did not happen. */
        FAILED,
        /** Nobody knows. */
        UNKNOWN
    }

    /** Whether it changed something, for sure. */
    public boolean wrote() {
        return verb != Verb.READ && outcome == Outcome.DONE;
    }

    /** Whether it may have changed something. */
    public boolean mayHaveWritten() {
        return verb != Verb.READ && (outcome == Outcome.DONE || outcome == Outcome.UNKNOWN);
    }

    /** Whether it had its answer before the other was asked for. */
    public boolean before(Operation other) {
        return returned < other.invoked;
    }

    /** The value after it, when it meets this one; null when it cannot have met it. */
    @Nullable String after(String met) {
        var expects = met.equals(expected);
        return switch (verb) {
            case READ -> met.equals(value) ? met : null;
            case WRITE -> value;
            case SWAP ->
                    switch (outcome) {
                        case DONE -> expects ? value : null;
                        case REFUSED -> expects ? null : met;
                        case UNKNOWN -> expects ? value : met;
                        case FAILED -> throw new IllegalStateException("did not happen: " + this);
                    };
        };
    }

    /** The same, with what was found out about where it is in the agreed order. */
    Operation at(long found) {
        return new Operation(key, verb, expected, value, outcome, found, invoked, returned);
    }
}
