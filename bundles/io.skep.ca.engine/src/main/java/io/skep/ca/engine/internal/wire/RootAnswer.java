package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;

/**
 * Answers {@code ca.root}.
 *
 * @param anchors PEM of the roots the cluster trusts, byte for byte what tokens have the digest of
 */
public record RootAnswer(String anchors) {

    /** An absent text is empty. */
    public RootAnswer {
        anchors = Given.text(anchors);
    }
}
