package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.NodeRole;

/**
 * The certificate a node was given last. Written by the CA.
 *
 * @param role what it says
 * @param certificate PEM of the whole chain
 * @param request digest of the request it answers: a repeated request gets the same answer
 */
public record NodeIdentity(NodeRole role, String certificate, String request) {

    /** Absent texts are empty. */
    public NodeIdentity {
        certificate = Given.text(certificate);
        request = Given.text(request);
    }
}
