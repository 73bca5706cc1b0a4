package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;

/**
 * The question {@code ca.relay}: what somebody asked a manager that does not lead.
 *
 * @param node who asked, as its connection proved; empty for a stranger
 * @param asking what
 */
public record Relayed(String node, Asking asking) {

    /** An absent text is empty. */
    public Relayed {
        node = Given.text(node);
    }
}
