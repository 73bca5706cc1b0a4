package io.skep.model;

import io.skep.model.spec.NodeRole;

/**
 * The role a node has, which follows the wanted one when the quorum allows it. Written by whoever
 * keeps roles and quorum in step. Source: swarm-behaviour ND-8, RA-8.
 *
 * @param role what its certificate is to say
 * @param member whether it was taken into the quorum since it has that role
 */
public record NodeGrant(NodeRole role, boolean member) {

    /** The role of a node that is not in the quorum. */
    public NodeGrant(NodeRole role) {
        this(role, false);
    }
}
