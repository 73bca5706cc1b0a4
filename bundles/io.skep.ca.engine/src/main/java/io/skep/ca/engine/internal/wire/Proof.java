package io.skep.ca.engine.internal.wire;

/**
 * Shows that who renews has the key of an older certificate.
 *
 * @param chain PEM of that certificate and what leads to an anchor
 * @param signature of the request, by its key
 */
public record Proof(String chain, byte[] signature) {}
