package io.skep.store;

/** Why an update or read failed. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What happened, and so whether a repeat is safe. */
    public enum Reason {
        /** This node does not lead; nothing was written. */
        NOT_LEADER,
        /** The group answered too late; the update may have been written. */
        TIMED_OUT,
        /** Too many changes or bytes for one transaction; nothing was written. */
        TOO_LARGE,
        /** A part of another writer was put; nothing was written. A programmer's error. */
        WRONG_WRITER,
        /** The store is not open; nothing was written. */
        CLOSED
    }

    private final Reason reason;

    /** With what happened and, for people, to what. */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What happened. */
    public Reason reason() {
        return reason;
    }
}
