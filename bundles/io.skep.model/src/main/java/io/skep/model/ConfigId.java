package io.skep.model;

/**
 * Identity of a config.
 *
 * @param value the id as users see it
 */
public record ConfigId(String value) implements Id, Comparable<ConfigId> {

    /** Checks the text. */
    public ConfigId {
        Id.checked(value);
    }

    @Override
    public int compareTo(ConfigId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
