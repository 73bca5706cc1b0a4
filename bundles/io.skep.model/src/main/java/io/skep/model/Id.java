package io.skep.model;

/**
 * Identity of a stored object: 25 characters of {@code [0-9a-z]}, 128 random bits or more.
 *
 * <p>Source: swarm-behaviour TK-12.
 */
public sealed interface Id
        permits ClusterId, NodeId, ServiceId, TaskId, NetworkId, SecretId, ConfigId {

    /** Number of characters of a generated id. */
    int LENGTH = 25;

    /** The id as users see it. */
    String value();

    /**
     * Checks an id's text.
     *
     * @return the same text
     * @throws IllegalArgumentException when it is empty or longer than 64 characters
     */
    static String checked(String value) {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException("id must have 1 to 64 characters: '" + value + "'");
        }
        return value;
    }
}
