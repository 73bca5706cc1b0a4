package io.skep.consensus;

/** Why a proposal, read or change of the group failed. */
public final class ConsensusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What happened, and so whether a repeat is safe. */
    public enum Reason {
        /** This member does not lead; nothing happened. A repeat at the leader is safe. */
        NOT_LEADER,
        /** Too much is waiting; nothing happened. A repeat later is safe. */
        OVERLOADED,
        /** Unknown whether it happened; a repeat needs an idempotency key. */
        TIMED_OUT,
        /** The member is closed or broken; unknown whether it happened. */
        CLOSED
    }

    private final Reason reason;

    /** With what happened and, for people, to what. */
    public ConsensusException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What happened. */
    public Reason reason() {
        return reason;
    }
}
