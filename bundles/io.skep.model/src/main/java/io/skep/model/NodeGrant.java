package io.skep.model;

import io.skep.model.spec.NodeRole;

/**
 * The role a node has, which follows the wanted one when the quorum allows it. Written by whoever
 * keeps roles and quorum in step. Source: swarm-behaviour ND-8, RA-8.
 *
 * @param role what its certificate is to say
 */
public record NodeGrant(NodeRole role) {}
