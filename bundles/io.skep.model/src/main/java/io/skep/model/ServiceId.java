package io.skep.model;

/**
 * Identity of a service.
 *
 * @param value the id as users see it
 */
public record ServiceId(String value) implements Id, Comparable<ServiceId> {

    /** Checks the text. */
    public ServiceId {
        Id.checked(value);
    }

    @Override
    public int compareTo(ServiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
