package io.skep.tck.consensus.memory;

/** What becomes of a proposal. */
public enum Fate {
    /** It is committed and acknowledged. */
    COMMITTED,
    /** It is lost; its proposer hears {@code TIMED_OUT}. */
    LOST,
    /** It is committed; its proposer hears {@code TIMED_OUT}. */
    COMMITTED_UNHEARD,
    /** It is refused at once with {@code OVERLOADED}. */
    OVERLOADED
}
