package io.skep.consensus;

/** What a member is at the moment. */
public enum Role {
    /** Accepts proposals; has applied everything committed before its term. */
    LEADER,
    /** Follows a leader. */
    FOLLOWER,
    /** Looks for a leader. */
    CANDIDATE
}
