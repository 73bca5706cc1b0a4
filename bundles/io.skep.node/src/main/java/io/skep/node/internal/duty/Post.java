package io.skep.node.internal.duty;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.Duty.Scope;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A duty and how far it is. Belongs to the roster's loop. */
final class Post {

    /** Each scope includes those before it. */
    private static final List<Scope> UPWARD =
            List.of(Scope.NODE, Scope.WORKER, Scope.MANAGER, Scope.LEADER);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;

    /** How far a duty is. */
    enum State {
        /** Does not work. */
        REST,
        /** Was told to start. */
        STARTING,
        /** Works. */
        WORKING,
        /** Was told to stop. */
        STOPPING,
        /** Could not start; will be told again. */
        FAILED
    }

    final Duty duty;
    final CompletableFuture<Void> gone = new CompletableFuture<>();
    State state = State.REST;
    String trouble = "";
    boolean withdrawn;
    private int failures;
    private Cancellable alarm = () -> {};

    Post(Duty duty) {
        this.duty = duty;
    }

    String name() {
        return duty.name();
    }

    boolean is(State other) {
        return state == other;
    }

    /** Nothing of it is under way. */
    boolean rests() {
        return state == State.REST || state == State.FAILED;
    }

    boolean follows(Post other) {
        return !other.above(this) && duty.follows().contains(other.name());
    }

    /** Whether its scope is narrower. */
    boolean above(Post other) {
        return UPWARD.indexOf(duty.scope()) > UPWARD.indexOf(other.duty.scope());
    }

    void enter(State next, Cancellable newAlarm) {
        alarm.cancel();
        alarm = newAlarm;
        state = next;
    }

    void works() {
        enter(State.WORKING, () -> {});
        failures = 0;
        trouble = "";
    }

    void rest() {
        enter(State.REST, () -> {});
        failures = 0;
        trouble = "";
    }

    /** It could not start. */
    Duration failed(String why) {
        trouble = "duty " + name() + ": " + why;
        return FIRST_DELAY.multipliedBy(1L << Math.min(failures++, MAX_DOUBLINGS));
    }
}
