package io.skep.model.spec;

/** When an ended task is replaced. */
public enum RestartCondition {
    /** Never. */
    NONE,
    /** When it did not end with success. */
    ON_FAILURE,
    /** Always. */
    ANY
}
