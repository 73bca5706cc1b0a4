package io.skep.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind by id, and which ids a name has. Immutable; what takes a name to its
 * objects takes O(log n) where names are indexed, else O(n).
 *
 * @param <V> the objects
 */
final class Rows<V> {

    /** Ends a name in the index; no name holds it. */
    private static final char END = '\0';

    private final Function<V, String> name;
    private final Tree<V> byId;
    private final @Nullable Tree<String> byName;

    private Rows(Function<V, String> name, Tree<V> byId, @Nullable Tree<String> byName) {
        this.name = name;
        this.byId = byId;
        this.byName = byName;
    }

    /** No objects, whose names are indexed. */
    static <V> Rows<V> indexed(Function<V, String> name) {
        return new Rows<>(name, Tree.empty(), Tree.empty());
    }

    /** No objects, whose names are asked for so seldom that an index is not worth its memory. */
    static <V> Rows<V> plain(Function<V, String> name) {
        return new Rows<>(name, Tree.empty(), null);
    }

    Tree<V> byId() {
        return byId;
    }

    Optional<V> get(String id) {
        return byId.get(id);
    }

    Rows<V> put(String id, V value) {
        return new Rows<>(name, byId.put(id, value), renamed(id, value));
    }

    private @Nullable Tree<String> renamed(String id, V value) {
        if (byName == null) {
            return null;
        }
        var before = byId.get(id).map(name).orElse(null);
        var now = name.apply(value);
        if (now.equals(before)) {
            return byName;
        }
        var rest = before == null ? byName : byName.remove(key(before, id));
        return rest.put(key(now, id), id);
    }

    /** These without an object; the very same ones when it is not there. */
    Rows<V> remove(String id) {
        var before = byId.get(id).orElse(null);
        if (before == null) {
            return this;
        }
        var rest = byName == null ? null : byName.remove(key(name.apply(before), id));
        return new Rows<>(name, byId.remove(id), rest);
    }

    /** The objects of exactly this name, in id order. */
    List<V> named(String exact) {
        return folded(exact).stream().filter(value -> name.apply(value).equals(exact)).toList();
    }

    /** The objects of this name, in whatever case, in id order. */
    List<V> folded(String wanted) {
        if (byName == null) {
            return byId.withPrefix("").stream()
                    .filter(value -> fold(name.apply(value)).equals(fold(wanted)))
                    .toList();
        }
        return byName.withPrefix(fold(wanted) + END).stream()
                .flatMap(id -> byId.get(id).stream())
                .toList();
    }

    private static String key(String name, String id) {
        return fold(name) + END + id;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
