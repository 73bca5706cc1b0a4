package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;
import io.skep.model.spec.NodeRole;

/**
 * The question {@code ca.renew}: what a node should show and trust.
 *
 * @param issuer PEM of the root its certificate should be from
 * @param anchors PEM of the roots it should trust
 * @param role what its certificate should say
 */
public record Reminding(String issuer, String anchors, NodeRole role) {

    /** Absent texts are empty. */
    public Reminding {
        issuer = Given.text(issuer);
        anchors = Given.text(anchors);
        role = role == null ? NodeRole.WORKER : role;
    }
}
