package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;

/**
 * Shows that who renews has the key of an older certificate.
 *
 * @param chain PEM of that certificate and what leads to an anchor
 * @param signature of the request, by its key
 */
public record Proof(String chain, byte[] signature) {

    /** What is absent is empty. */
    public Proof {
        chain = Given.text(chain);
        signature = signature == null ? new byte[0] : signature.clone();
    }
}
