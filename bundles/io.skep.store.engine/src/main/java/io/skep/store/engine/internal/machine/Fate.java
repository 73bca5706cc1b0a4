package io.skep.store.engine.internal.machine;

/** What has become of a transaction that was drafted. */
public enum Fate {
    /** It was applied. */
    APPLIED,
    /** It may still be applied. */
    OPEN,
    /** It was not applied and never will be. */
    VOID,
    /** It was applied or is void; too much came after it to tell. */
    FORGOTTEN
}
