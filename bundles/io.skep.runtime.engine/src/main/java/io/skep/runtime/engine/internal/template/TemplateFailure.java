package io.skep.runtime.engine.internal.template;

/** A template cannot be expanded; the message reads as Docker's does. */
public final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With its reason. */
    public TemplateFailure(String message) {
        super(message);
    }
}
