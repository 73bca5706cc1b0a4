package io.skep.model;

import java.util.List;
import java.util.Optional;

/**
 * Finds an object by what a user typed: exact id, else exact name, else unique id prefix.
 *
 * <p>Source: swarm-behaviour SV-15, docker-api-notes 3.
 */
public final class Lookup {

    private Lookup() {}

    /**
     * The outcome of a look-up.
     *
     * @param <V> the object
     */
    public sealed interface Found<V> {
        /** Exactly one object. */
        record One<V>(V value) implements Found<V> {}

        /** No object. */
        record None<V>() implements Found<V> {}

        /** Several objects fit. */
        record Ambiguous<V>(int matches) implements Found<V> {}

        /** The object, if there is exactly one. */
        default Optional<V> toOptional() {
            return this instanceof One<V> one ? Optional.of(one.value()) : Optional.empty();
        }
    }

    /** Finds in a table. */
    public static <V> Found<V> find(Table<V> table, String typed) {
        var exact = table.get(typed);
        if (exact.isPresent()) {
            return new Found.One<>(exact.get());
        }
        var named = table.named(typed);
        return named.isEmpty() ? only(table.withPrefix(typed), typed) : only(named, typed);
    }

    private static <V> Found<V> only(List<V> candidates, String typed) {
        if (candidates.isEmpty() || typed.isEmpty()) {
            return new Found.None<>();
        }
        return candidates.size() == 1
                ? new Found.One<>(candidates.get(0))
                : new Found.Ambiguous<>(candidates.size());
    }
}
