package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.NodeRole;

/**
 * The certificate a node was given last. Written by the CA.
 *
 * @param role what it says
 * @param certificate PEM of the whole chain
 * @param request digest of the request it answers: a repeated request gets the same answer
 * @param issuer PEM of the root whose certificate the node said it shows
 * @param anchors PEM of the roots the node said it trusts
 */
public record NodeIdentity(
        NodeRole role, String certificate, String request, String issuer, String anchors) {

    /** Absent texts are empty. */
    public NodeIdentity {
        certificate = Given.text(certificate);
        request = Given.text(request);
        issuer = Given.text(issuer);
        anchors = Given.text(anchors);
    }

    /** Of a node that said nothing yet. */
    public NodeIdentity(NodeRole role, String certificate, String request) {
        this(role, certificate, request, "", "");
    }

    /** The same certificate, of a node that says what it shows and trusts. */
    public NodeIdentity held(String shows, String trusts) {
        return new NodeIdentity(role, certificate, request, shows, trusts);
    }
}
