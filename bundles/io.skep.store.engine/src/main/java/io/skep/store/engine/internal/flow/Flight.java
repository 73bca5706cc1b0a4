package io.skep.store.engine.internal.flow;

import io.skep.model.State;
import io.skep.store.engine.internal.machine.Drafted;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has run: on its way, with the result it will have if everything it was
 * drafted on is applied. One that changed nothing, or failed, only waits for those before it.
 */
final class Flight {

    private final Request<?> request;
    private final Runnable landing;
    private final State after;
    private final String last;
    private final @Nullable Drafted drafted;
    private boolean doubtful;
    private long entry;

    private Flight(
            Request<?> request,
            Runnable landing,
            State after,
            String last,
            @Nullable Drafted drafted) {
        this.request = request;
        this.landing = landing;
        this.after = after;
        this.last = last;
        this.drafted = drafted;
    }

    static Flight of(Request<?> request, Runnable landing, Drafted drafted) {
        return new Flight(request, landing, drafted.after(), drafted.transaction().id(), drafted);
    }

    static Flight waiting(Request<?> request, Runnable landing, State base, String last) {
        return new Flight(request, landing, base, last, null);
    }

    Request<?> request() {
        return request;
    }

    /** What it wants written; null when it writes nothing. */
    @Nullable Drafted drafted() {
        return drafted;
    }

    /** What it wants written; nothing when it writes nothing. */
    byte[] bytes() {
        return drafted == null ? new byte[0] : drafted.bytes();
    }

    /** The entry it was proposed in, by its place among all that were proposed; 0 before. */
    long entry() {
        return entry;
    }

    /** It is proposed. */
    void leave(long number) {
        entry = number;
    }

    /** The state what comes next is drafted on. */
    State after() {
        return after;
    }

    /** The transaction what comes next is drafted on. */
    String last() {
        return last;
    }

    void land() {
        landing.run();
    }

    /** Nobody can say what became of it. */
    void doubt() {
        doubtful = true;
    }

    boolean doubtful() {
        return doubtful;
    }
}
