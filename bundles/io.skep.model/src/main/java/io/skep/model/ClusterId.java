package io.skep.model;

/**
 * Identity of a cluster.
 *
 * @param value the id as users see it
 */
public record ClusterId(String value) implements Id, Comparable<ClusterId> {

    /** Checks the text. */
    public ClusterId {
        Id.checked(value);
    }

    @Override
    public int compareTo(ClusterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
