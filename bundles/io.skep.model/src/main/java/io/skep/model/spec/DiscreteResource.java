package io.skep.model.spec;

/**
 * A count of equal resources.
 *
 * @param kind the kind
 * @param value how many
 */
public record DiscreteResource(String kind, long value) {

    /** Copies, orders and fills what is absent. */
    public DiscreteResource {
        kind = Given.text(kind);
    }
}
