package io.skep.model.spec;

/** Says that a config is for the runtime, not a file. */
public record RuntimeTarget() {}
