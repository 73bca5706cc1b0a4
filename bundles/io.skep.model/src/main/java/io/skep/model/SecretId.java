package io.skep.model;

/**
 * Identity of a secret.
 *
 * @param value the id as users see it
 */
public record SecretId(String value) implements Id, Comparable<SecretId> {

    /** Checks the text. */
    public SecretId {
        Id.checked(value);
    }

    @Override
    public int compareTo(SecretId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
