package io.skep.itests.history;

import org.jspecify.annotations.Nullable;

/** A call or an answer, in the chain of those that are not yet in the order found so far. */
final class Event {

    final Operation operation;
    final int number;
    // the answer of a call; null for an answer
    final @Nullable Event answer;
    @Nullable Event previous;
    @Nullable Event next;

    Event(Operation operation, int number, @Nullable Event answer) {
        this.operation = operation;
        this.number = number;
        this.answer = answer;
    }

    /** Takes a call and its answer out of the chain. */
    void lift() {
        unlink(this);
        if (answer != null) {
            unlink(answer);
        }
    }

    /** Undoes the last {@link #lift} that is not undone. */
    void unlift() {
        if (answer != null) {
            link(answer);
        }
        link(this);
    }

    private static void unlink(Event event) {
        if (event.previous != null) {
            event.previous.next = event.next;
        }
        if (event.next != null) {
            event.next.previous = event.previous;
        }
    }

    private static void link(Event event) {
        if (event.previous != null) {
            event.previous.next = event;
        }
        if (event.next != null) {
            event.next.previous = event;
        }
    }
}
