package io.skep.model;

import io.skep.model.spec.Given;

/**
 * An ability of a node's engine.
 *
 * @param type {@code Volume}, {@code Network}, {@code Log} and so on
 * @param name its name
 */
public record Plugin(String type, String name) {

    /** Copies, orders and fills what is absent. */
    public Plugin {
        type = Given.text(type);
        name = Given.text(name);
    }
}
