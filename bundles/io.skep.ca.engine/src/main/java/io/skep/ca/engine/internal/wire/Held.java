package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;

/**
 * Answers {@code ca.renew}: what the node shows and trusts now.
 *
 * @param chain PEM of its certificate and what leads to an anchor; empty when it has none
 * @param anchors PEM of the roots it trusts
 */
public record Held(String chain, String anchors) {

    /** Nothing. */
    public static final Held NOTHING = new Held("", "");

    /** Absent texts are empty. */
    public Held {
        chain = Given.text(chain);
        anchors = Given.text(anchors);
    }
}
