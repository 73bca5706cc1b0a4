package io.skep.transport;

/** A question has no answer. */
public final class TalkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** It did not reach the peer; nothing was done. */
        UNREACHABLE,
        /** The peer does not serve this kind, or not for this caller; nothing was done. */
        REFUSED,
        /** It was sent, and the connection ended or time was up before an answer came. */
        UNKNOWN,
        /** The peer answered with a failure; the message is its own. */
        FAILED
    }

    private final Reason reason;

    /** With what went wrong. */
    public TalkException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
