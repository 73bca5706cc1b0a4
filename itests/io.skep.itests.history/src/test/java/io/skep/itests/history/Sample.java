package io.skep.itests.history;

import io.skep.itests.history.Operation.Outcome;
import io.skep.itests.history.Operation.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A history of clients of one store that does one thing after the other, some of them without an
 * answer, and what three replicas of it applied.
 *
 * @param history what clients saw
 * @param replicas what replicas have
 */
record Sample(List<Operation> history, List<List<Applied>> replicas) {

    /** The sample of a seed. */
    static Sample of(long seed) {
        return new Drawing(new Random(seed)).draw();
    }

    /** A store, its clients and their moments, drawn. */
    private static final class Drawing {

        private static final int CLIENTS = 5;
        private static final int OPERATIONS = 60;

        private final Random random;
        private final Map<String, String> values = new HashMap<>();
        private final List<Applied> log = new ArrayList<>();
        private final List<Operation> history = new ArrayList<>();
        private final List<Running> running = new ArrayList<>();
        private long now;
        private int begun;

        private Drawing(Random random) {
            this.random = random;
        }

        private Sample draw() {
            while (begun < OPERATIONS || !running.isEmpty()) {
                now++;
                if (begun < OPERATIONS && running.size() < CLIENTS && random.nextBoolean()) {
                    running.add(new Running(begun++));
                } else if (!running.isEmpty()) {
                    running.get(random.nextInt(running.size())).step();
                }
            }
            return new Sample(List.copyOf(history), List.of(log, log, log));
        }

        private final class Running {

            private final String key;
            private final Verb verb = Verb.values()[random.nextInt(3)];
            private final boolean unheard = random.nextInt(10) == 0;
            private final boolean never = unheard && random.nextBoolean();
            private final long invoked = now;
            private final String expected;
            private String value;
            private Outcome outcome = Outcome.DONE;
            private long revision;
            private boolean happened;

            private Running(int number) {
                key = "k" + random.nextInt(3);
                value = verb == Verb.READ ? "" : "v" + number;
                // as often as not what is there, or was a moment ago
                expected =
                        verb == Verb.SWAP && random.nextInt(4) > 0
                                ? values.getOrDefault(key, "")
                                : verb == Verb.SWAP ? "v" + random.nextInt(number + 1) : "";
            }

            private void step() {
                if (never || happened) {
                    answer();
                } else {
                    happen();
                }
            }

            private void happen() {
                happened = true;
                var there = values.getOrDefault(key, "");
                if (verb == Verb.READ) {
                    value = there;
                } else if (verb == Verb.SWAP && !there.equals(expected)) {
                    outcome = Outcome.REFUSED;
                } else {
                    values.put(key, value);
                    log.add(new Applied(log.size() + 1, key, value));
                }
                revision = log.size();
            }

            private void answer() {
                running.remove(this);
                history.add(
                        unheard
                                ? told(Outcome.UNKNOWN, verb == Verb.READ ? "" : value, 0)
                                : told(outcome, value, revision));
            }

            private Operation told(Outcome what, String found, long at) {
                var returned = what == Outcome.UNKNOWN ? Operation.NEVER : now;
                return new Operation(key, verb, expected, found, what, at, invoked, returned);
            }
        }
    }
}
