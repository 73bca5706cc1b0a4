package io.skep.network.vxlan.internal.tool;

/** A program, or the engine, did not do what it was told; the message is its own. */
public final class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** It said so. */
    public ToolException(String message) {
        super(message);
    }
}
