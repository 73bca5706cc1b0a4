package io.skep.consensus.ratis.internal.server;

import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ReadException;
import org.apache.ratis.protocol.exceptions.ReadIndexException;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.protocol.exceptions.TransferLeadershipException;

/** Ratis' failures in the contract's words. */
public final class Refusals {

    private Refusals() {}

    /** Of something that cannot have happened unless it said so. */
    public static ConsensusException of(Throwable failure) {
        var cause = cause(failure);
        return new ConsensusException(reason(cause), String.valueOf(cause.getMessage()));
    }

    /** Of a proposal that is in this member's log. */
    public static ConsensusException ofAppended(Throwable failure) {
        var known = of(failure);
        return known.reason() == Reason.CLOSED
                ? known
                : new ConsensusException(Reason.TIMED_OUT, String.valueOf(known.getMessage()));
    }

    private static Reason reason(Throwable cause) {
        if (cause instanceof ConsensusException known) {
            return known.reason();
        }
        if (cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException
                || cause instanceof ReadException
                || cause instanceof ReadIndexException) {
            return Reason.NOT_LEADER;
        }
        if (cause instanceof ResourceUnavailableException
                || cause instanceof ReconfigurationInProgressException) {
            return Reason.OVERLOADED;
        }
        if (cause instanceof ReconfigurationTimeoutException
                || cause instanceof TransferLeadershipException) {
            return Reason.TIMED_OUT;
        }
        return Reason.CLOSED;
    }

    private static Throwable cause(Throwable failure) {
        var at = failure;
        while (at.getCause() != null
                && (at instanceof CompletionException || at instanceof ExecutionException)) {
            at = at.getCause();
        }
        return at;
    }
}
