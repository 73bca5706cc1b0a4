package io.skep.runtime.spi;

/** Why a verb failed; the message is what users read in {@code docker service ps}. */
public final class RuntimeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    private RuntimeFailure(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    /** A repeat cannot help. */
    public static RuntimeFailure fatal(String message) {
        return new RuntimeFailure(message, false);
    }

    /** A repeat may help: the runtime does not answer. Source: swarm-behaviour TK-6. */
    public static RuntimeFailure temporary(String message) {
        return new RuntimeFailure(message, true);
    }

    /** Whether a repeat may help. */
    public boolean isTemporary() {
        return temporary;
    }
}
