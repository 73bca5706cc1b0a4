package io.skep.itests.history;

import io.skep.itests.history.Operation.Outcome;
import io.skep.itests.history.Operation.Verb;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** Writes down what clients do. Safe for use by any thread. */
public final class History {

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final LongSupplier clock;

    /** On this clock, in nanoseconds. */
    public History(LongSupplier clock) {
        this.clock = clock;
    }

    /** A client asks for a value. */
    public Open read(String key) {
        return new Open(key, Verb.READ, "", "");
    }

    /** A client writes a value that nobody ever writes again. */
    public Open write(String key, String value) {
        return new Open(key, Verb.WRITE, "", value);
    }

    /** A client writes such a value in the place of the one it expects. */
    public Open swap(String key, String expected, String value) {
        return new Open(key, Verb.SWAP, expected, value);
    }

    /** What was answered so far. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** What has no answer yet; exactly one of its verbs is called, once. */
    public final class Open {

        private final String key;
        private final Verb verb;
        private final String expected;
        private final String value;
        private final long invoked = clock.getAsLong();

        private Open(String key, Verb verb, String expected, String value) {
            this.key = key;
            this.verb = verb;
            this.expected = expected;
            this.value = value;
        }

        /** It was written, at this revision; 0 when nobody says. */
        public void written(long revision) {
            close(value, Outcome.DONE, revision, clock.getAsLong());
        }

        /** This was read, and it shows all writes up to this revision; 0 when nobody says. */
        public void saw(String found, long revision) {
            close(found, Outcome.DONE, revision, clock.getAsLong());
        }

        /** Another value was found there, by a view that shows all up to this revision. */
        public void refused(long revision) {
            close(value, Outcome.REFUSED, revision, clock.getAsLong());
        }

        /** It surely did not happen. */
        public void failed() {
            close(value, Outcome.FAILED, 0, clock.getAsLong());
        }

        /** It may have happened, or happen yet. */
        public void unknown() {
            close(value, Outcome.UNKNOWN, 0, Operation.NEVER);
        }

        private void close(String told, Outcome outcome, long revision, long returned) {
            operations.add(
                    new Operation(key, verb, expected, told, outcome, revision, invoked, returned));
        }
    }
}
