package io.skep.itests.history;

import io.skep.itests.history.Operation.Outcome;
import io.skep.itests.history.Operation.Verb;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of one key's operations that one store could have done them in: the search of
 * Wing and Gong, with Lowe's memory of what was tried.
 */
final class Search {

    private static final int MOST_OPEN = 64;
    private static final int LOOK_AT_CLOCK = 1_024;

    /** What is done, and the value then: from there on everything else follows. */
    private record Tried(BitSet done, String value) {}

    /** A step, the value before it, and whether nothing but it need be tried there. */
    private record Step(Event call, String before, boolean free) {}

    private final List<Operation> operations;
    private final long deadline;
    private final Event head =
            new Event(
                    new Operation("", Verb.READ, "", "", Outcome.DONE, 0, Long.MIN_VALUE, 0),
                    -1,
                    null);
    private final Set<Tried> tried = new HashSet<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final BitSet done = new BitSet();
    private String value = "";
    private int left;

    Search(List<Operation> operations, Duration patience) {
        this.operations = relevant(operations);
        this.deadline = System.nanoTime() + patience.toNanos();
        this.left = (int) this.operations.stream().filter(Search::answered).count();
    }

    /** Why there is no such order, or none was found; empty when there is one. */
    Optional<String> fault() {
        if (mostOpen() > MOST_OPEN) {
            return Optional.of("undecided: more than " + MOST_OPEN + " operations at a time");
        }
        if (Witness.explains(operations)) {
            return Optional.empty();
        }
        chain();
        return search();
    }

    /**
     * What failed did not happen, and an unknown read says nothing. A write whose fate is unknown
     * and whose value nobody ever met may as well come last, unless refusals could be its doing.
     */
    private static List<Operation> relevant(List<Operation> all) {
        var refusals = all.stream().anyMatch(it -> it.outcome() == Outcome.REFUSED);
        var met =
                all.stream()
                        .map(it -> it.verb() == Verb.READ ? it.value() : it.expected())
                        .collect(Collectors.toSet());
        return all.stream()
                .filter(it -> it.outcome() != Outcome.FAILED)
                .filter(it -> answered(it) || it.verb() != Verb.READ)
                .filter(it -> answered(it) || refusals || met.contains(it.value()))
                .toList();
    }

    private static boolean answered(Operation operation) {
        return operation.outcome() != Outcome.UNKNOWN;
    }

    private int mostOpen() {
        var ends =
                operations.stream()
                        .filter(Search::answered)
                        .map(Operation::returned)
                        .sorted()
                        .toList();
        int most = 0;
        int begun = 0;
        int ended = 0;
        for (var operation :
                operations.stream().sorted(Comparator.comparing(Operation::invoked)).toList()) {
            begun++;
            while (ended < ends.size() && ends.get(ended) < operation.invoked()) {
                ended++;
            }
            most = Math.max(most, begun - ended);
        }
        return most;
    }

    /** All calls and answers as they were in time; a call before an answer of the same moment. */
    private void chain() {
        var events = new ArrayList<Event>();
        for (int number = 0; number < operations.size(); number++) {
            var answer = new Event(operations.get(number), number, null);
            events.add(new Event(operations.get(number), number, answer));
            events.add(answer);
        }
        events.sort(
                Comparator.comparingLong(Search::at)
                        .thenComparing(it -> it.answer == null)
                        .thenComparing(it -> it.number));
        var last = head;
        for (var event : events) {
            last.next = event;
            event.previous = last;
            last = event;
        }
    }

    private static long at(Event event) {
        return event.answer == null ? event.operation.returned() : event.operation.invoked();
    }

    private Optional<String> search() {
        var at = settled();
        long looked = 0;
        while (left > 0 && at != null) {
            if (++looked % LOOK_AT_CLOCK == 0 && System.nanoTime() > deadline) {
                return Optional.of("undecided: the search took too long");
            }
            if (at.answer == null) {
                // nothing can come first among those that are open: the last step was wrong
                if (steps.isEmpty()) {
                    return Optional.of("no order explains " + at.operation);
                }
                at = back();
            } else {
                at = take(at) ? settled() : at.next;
            }
        }
        return left == 0 ? Optional.empty() : Optional.of("no order explains it");
    }

    /** Does this one next, unless it cannot be or was tried in vain. */
    private boolean take(Event call) {
        var after = call.operation.after(value);
        if (after == null) {
            return false;
        }
        done.set(call.number);
        if (!tried.add(new Tried((BitSet) done.clone(), after))) {
            done.clear(call.number);
            return false;
        }
        steps.push(new Step(call, value, false));
        value = after;
        left -= answered(call.operation) ? 1 : 0;
        call.lift();
        return true;
    }

    /**
     * Whatever is open, was answered, and only looked at what is there now comes now: it hinders
     * nothing, and so nothing else need be tried instead. The event to go on with.
     */
    private @Nullable Event settled() {
        var before = head;
        var at = head.next;
        while (at != null && at.answer != null) {
            if (looks(at.operation) && value.equals(at.operation.after(value))) {
                steps.push(new Step(at, value, true));
                done.set(at.number);
                left--;
                at.lift();
            } else {
                before = at;
            }
            at = before.next;
        }
        return head.next;
    }

    private static boolean looks(Operation operation) {
        return operation.verb() == Verb.READ && answered(operation)
                || operation.outcome() == Outcome.REFUSED;
    }

    /** Undoes the last step that was a choice; the event to go on with, if there was one. */
    private @Nullable Event back() {
        var step = undone();
        while (step.free() && !steps.isEmpty()) {
            step = undone();
        }
        return step.free() ? null : step.call().next;
    }

    private Step undone() {
        var step = steps.pop();
        value = step.before();
        done.clear(step.call().number);
        left += answered(step.call().operation) ? 1 : 0;
        step.call().unlift();
        return step;
    }
}
