package io.skep.model.spec;

/**
 * Spread evenly over the values of a label.
 *
 * @param spreadDescriptor {@code node.labels.KEY} or {@code engine.labels.KEY}
 */
public record SpreadOver(String spreadDescriptor) {

    /** Copies, orders and fills what is absent. */
    public SpreadOver {
        spreadDescriptor = Given.text(spreadDescriptor);
    }
}
