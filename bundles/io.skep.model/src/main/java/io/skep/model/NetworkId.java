package io.skep.model;

/**
 * Identity of a network.
 *
 * @param value the id as users see it
 */
public record NetworkId(String value) implements Id, Comparable<NetworkId> {

    /** Checks the text. */
    public NetworkId {
        Id.checked(value);
    }

    @Override
    public int compareTo(NetworkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
