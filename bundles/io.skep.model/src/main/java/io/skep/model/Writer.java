package io.skep.model;

/** Who writes a part of the stored state; every {@link Part} has exactly one. */
public enum Writer {
    /** Users' wishes, validated. */
    CONTROL,
    /** The planning belt of the leader. */
    PLANNER,
    /** What agents observed. */
    DISPATCHER,
    /** Certificates, anchors and join tokens. */
    CA,
    /** Roles of nodes, kept in step with the quorum. */
    ROLES,
    /** The store itself. */
    STORE
}
