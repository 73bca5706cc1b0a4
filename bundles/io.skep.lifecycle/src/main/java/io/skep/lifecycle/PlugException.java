package io.skep.lifecycle;

/** A plug cannot do what was asked; the message says which plug, what, and why. */
public final class PlugException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message only. */
    public PlugException(String message) {
        super(message);
    }

    /** With the reason. */
    public PlugException(String message, Throwable cause) {
        super(message, cause);
    }
}
