package io.skep.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of one kind, in id order. Immutable.
 *
 * @param <V> the objects
 */
public final class Table<V> implements Iterable<V> {

    private final Rows<V> rows;

    Table(Rows<V> rows) {
        this.rows = rows;
    }

    /** The object with exactly this id. */
    public Optional<V> get(Id id) {
        return rows.get(id.value());
    }

    /** The object with exactly this id. */
    public Optional<V> get(String id) {
        return rows.get(id);
    }

    /** The objects whose id starts with {@code prefix}, in id order. */
    public List<V> withPrefix(String prefix) {
        return rows.byId().withPrefix(prefix);
    }

    /** The objects of exactly this name, in id order. */
    public List<V> named(String name) {
        return rows.named(name);
    }

    /** Whether an object has this name, in whatever case. Source: swarm-behaviour SV-7. */
    public boolean taken(String name) {
        return !rows.folded(name).isEmpty();
    }

    /** How many there are. */
    public int size() {
        return rows.byId().size();
    }

    /**
     * Tells what differs from another table, in id order. Costs what differs when one was made of
     * the other.
     */
    public void since(Table<V> before, Tree.Reader<V> reader) {
        rows.byId().since(before.rows.byId(), reader);
    }

    /** All objects, in id order. */
    public Stream<V> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public java.util.Iterator<V> iterator() {
        return rows.byId().iterator();
    }
}
