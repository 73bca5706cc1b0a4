package io.skep.ca.spi;

/** Nothing was signed. */
public final class IssueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, and so whether a repeat helps. */
    public enum Reason {
        /** The request or the root is not acceptable; a repeat fails again. */
        REFUSED,
        /** It cannot sign now: no root, quiet, closed, or its signer does not answer. */
        UNAVAILABLE
    }

    private final Reason reason;

    /** With words. */
    public IssueException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
