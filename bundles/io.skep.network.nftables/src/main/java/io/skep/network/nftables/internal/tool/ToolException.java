package io.skep.network.nftables.internal.tool;

/** A program did not do what it was told; the message is its own. */
public final class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ToolException(String message) {
        super(message);
    }
}
