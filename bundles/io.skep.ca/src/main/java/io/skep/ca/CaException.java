package io.skep.ca;

/** No certificate; the message is Docker's. */
public final class CaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With Docker's words. */
    public CaException(String message) {
        super(message);
    }
}
