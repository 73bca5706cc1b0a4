package io.skep.model;

import java.time.Instant;

/**
 * A part's value as the store keeps it.
 *
 * @param value the value
 * @param version index of the commit that wrote it; never decreases. Source: swarm-behaviour RA-5
 * @param createdAt the leader's clock when the part was first written
 * @param updatedAt the leader's clock when it was last written
 * @param <T> the part's type
 */
public record Stored<T>(T value, long version, Instant createdAt, Instant updatedAt) {

    /** The value written at a commit for the first time. */
    public static <T> Stored<T> first(T value, Stamp stamp) {
        return new Stored<>(value, stamp.index(), stamp.at(), stamp.at());
    }

    /** This part with a newer value. */
    public Stored<T> next(T newer, Stamp stamp) {
        return new Stored<>(newer, stamp.index(), createdAt, stamp.at());
    }
}
