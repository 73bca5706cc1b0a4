package io.skep.seam.vault;

/** What was sealed cannot be opened: the key is another one, or is locked, or bytes changed. */
public final class SealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong with what. */
    public SealException(String message) {
        super(message);
    }
}
