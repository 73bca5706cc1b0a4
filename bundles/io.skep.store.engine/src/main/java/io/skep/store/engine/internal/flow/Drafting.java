package io.skep.store.engine.internal.flow;

import io.skep.model.Change;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.seam.Time;
import io.skep.store.StoreException;
import io.skep.store.engine.internal.draft.Scratch;
import io.skep.store.engine.internal.machine.Drafted;
import io.skep.store.engine.internal.machine.Transaction;
import java.util.List;

/** Runs the body of an update, and makes a transaction of what it wrote. */
public final class Drafting {

    /** How many bytes a transaction may have. Source: swarm-behaviour RA-4 */
    public static final int MAX_BYTES = 3 << 19;

    private final Time time;
    private final Ids ids;

    /** With the leader's clock. */
    public Drafting(Time time, Ids ids) {
        this.time = time;
        this.ids = ids;
    }

    /** The clock of deadlines. */
    long nanos() {
        return time.nanos();
    }

    /** The one place where a body's failure is caught: it is the update's, and nobody else's. */
    <R> Flight run(Request<R> request, State base, String parent) {
        var stamp = new Stamp(base.index() + 1, time.now());
        var scratch = new Scratch(request.writer(), base, stamp);
        try {
            var result = request.body().apply(scratch);
            var changes = scratch.changes();
            Runnable landing = () -> request.result().complete(result);
            if (changes.isEmpty()) {
                return Flight.waiting(request, landing, base, parent);
            }
            return Flight.of(request, landing, drafted(request, changes, base, parent, stamp));
        } catch (RuntimeException | Error thrown) {
            Runnable landing = () -> request.result().completeExceptionally(thrown);
            return Flight.waiting(request, landing, base, parent);
        }
    }

    /** What is written is read back, so that this member has what every other one will have. */
    private Drafted drafted(
            Request<?> request, List<Change> changes, State base, String parent, Stamp stamp) {
        var meant = new Transaction(ids.next(), parent, request.writer(), stamp.at(), changes);
        var bytes = meant.bytes();
        if (bytes.length > MAX_BYTES) {
            throw new StoreException(
                    StoreException.Reason.TOO_LARGE,
                    "a transaction has at most "
                            + MAX_BYTES
                            + " bytes, this one has "
                            + bytes.length);
        }
        var transaction = Transaction.read(bytes);
        return new Drafted(transaction, bytes, base.after(transaction.changes(), stamp));
    }
}
