package io.skep.model;

/**
 * Identity of a node.
 *
 * @param value the id as users see it
 */
public record NodeId(String value) implements Id, Comparable<NodeId> {

    /** Checks the text. */
    public NodeId {
        Id.checked(value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
