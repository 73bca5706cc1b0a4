package io.skep.store.engine.internal.flow;

import io.skep.consensus.ConsensusException;
import io.skep.store.StoreException;
import io.skep.store.StoreException.Reason;
import java.util.concurrent.CompletionException;

/** What the consensus plug's failures mean. */
public final class Failures {

    private Failures() {}

    /** What happened; a failure that is none of the contract's leaves it unknown. */
    static ConsensusException.Reason reason(Throwable failure) {
        return cause(failure) instanceof ConsensusException known
                ? known.reason()
                : ConsensusException.Reason.CLOSED;
    }

    /** The failure of something that writes nothing. */
    public static StoreException ofStore(Throwable failure) {
        var cause = cause(failure);
        if (cause instanceof StoreException known) {
            return known;
        }
        var reason =
                switch (reason(cause)) {
                    case NOT_LEADER -> Reason.NOT_LEADER;
                    case OVERLOADED, TIMED_OUT -> Reason.TIMED_OUT;
                    case CLOSED -> Reason.CLOSED;
                };
        return new StoreException(reason, "consensus: " + cause.getMessage());
    }

    /** Without the wrappers of stages. */
    public static Throwable cause(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
