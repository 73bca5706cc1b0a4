package io.skep.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    /** Finds in a table, given how an object's name is read. */
    public static <V> Found<V> find(Table<V> table, Function<V, String> name, String typed) {
        var exact = table.get(typed);
        if (exact.isPresent()) {
            return new Found.One<>(exact.get());
        }
        var named = named(table, name, typed);
        return named.isEmpty() ? only(table.withPrefix(typed), typed) : only(named, typed);
    }

    /** The objects of exactly that name. */
    public static <V> List<V> named(Table<V> table, Function<V, String> name, String typed) {
        return table.stream().filter(v -> name.apply(v).equals(typed)).toList();
    }

    /** The objects of that name without regard to case, as Swarm compares for conflicts. */
    public static <V> List<V> conflicting(Table<V> table, Function<V, String> name, String wanted) {
        var found = new ArrayList<V>(0);
        for (var value : table) {
            if (name.apply(value).equalsIgnoreCase(wanted)) {
                found.add(value);
            }
        }
        return found;
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
