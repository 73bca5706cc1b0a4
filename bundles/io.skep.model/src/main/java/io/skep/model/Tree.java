package io.skep.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An immutable sorted map from text to values: a tree of pages that shares what a change leaves
 * alone. Looking up, putting and removing take O(log n); iteration is in key order, hence equal on
 * every node. What differs between a tree and one that was made of it is found in O(log n) for each
 * difference. Safe for use by any thread.
 *
 * @param <V> the values
 */
public final class Tree<V> implements Iterable<V> {

    private static final Tree<?> EMPTY = new Tree<>(null);

    private final @Nullable Page<V> root;

    private Tree(@Nullable Page<V> root) {
        this.root = root;
    }

    /**
     * Hears what differs.
     *
     * @param <V> the values
     */
    @ConsumerType
    @FunctionalInterface
    public interface Reader<V> {

        /**
         * A key has another value, or none, or had none; never called for equal ones.
         *
         * @param was absent when it is new
         * @param is absent when it is gone
         */
        void differs(String key, Optional<V> was, Optional<V> is);
    }

    /** One without entries. */
    @SuppressWarnings("unchecked") // an empty tree has no values of any type
    public static <V> Tree<V> empty() {
        return (Tree<V>) EMPTY;
    }

    /** How many entries there are. */
    public int size() {
        return root == null ? 0 : root.total();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return root == null;
    }

    /** The value of exactly this key. */
    public Optional<V> get(String key) {
        return root == null ? Optional.empty() : Optional.ofNullable(root.get(Page.mark(key), key));
    }

    /** This tree with an entry; another value under the same key is replaced. */
    public Tree<V> put(String key, V value) {
        if (root == null) {
            return new Tree<>(Page.of(key, value));
        }
        var halves = root.put(Page.mark(key), key, value).halves();
        return new Tree<>(halves.size() == 1 ? halves.get(0) : Page.above(halves));
    }

    /** This tree without a key; itself when it does not have it. */
    public Tree<V> remove(String key) {
        long mark = Page.mark(key);
        if (root == null || root.get(mark, key) == null) {
            return this;
        }
        if (root.total() == 1) {
            return empty();
        }
        var rest = root.remove(mark, key);
        while (!rest.leaf() && rest.length() == 1) {
            rest = rest.below(0);
        }
        return new Tree<>(rest);
    }

    /** The values whose key starts with {@code prefix}, in key order. */
    public List<V> withPrefix(String prefix) {
        var found = new ArrayList<V>();
        var walk = new Walk<>(root, prefix);
        while (walk.hasNext() && walk.key().startsWith(prefix)) {
            found.add(walk.next());
        }
        return found;
    }

    /** The values, in key order. */
    public Stream<V> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Tells what differs from another tree, in key order. Costs what differs when one was made of
     * the other, and all of both when they have nothing to do with one another.
     */
    public void since(Tree<V> before, Reader<V> reader) {
        new Difference<>(before.root, root, reader).tell();
    }

    @Override
    public Iterator<V> iterator() {
        return new Walk<>(root, "");
    }

    /** Whether it has the same entries. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tree<?> tree && tree.size() == size() && same(this, tree);
    }

    @SuppressWarnings("unchecked") // values are only compared
    private static boolean same(Tree<?> one, Tree<?> other) {
        var differing = new ArrayList<String>();
        ((Tree<Object>) one).since((Tree<Object>) other, (key, was, is) -> differing.add(key));
        return differing.isEmpty();
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }

    private SortedMap<String, V> entries() {
        var entries = new TreeMap<String, V>();
        var walk = new Walk<>(root, "");
        while (walk.hasNext()) {
            var key = walk.key();
            entries.put(key, walk.next());
        }
        return entries;
    }

    /** Walks in key order, from the first key that is not before {@code from}. */
    private static final class Walk<V> implements Iterator<V> {

        /** A page that is not done yet, and how far it is. */
        private static final class Place<V> {
            private final Page<V> page;
            private int at;

            private Place(Page<V> page, int at) {
                this.page = page;
                this.at = at;
            }

            private boolean done() {
                return at == page.length();
            }
        }

        private final Deque<Place<V>> path = new ArrayDeque<>();

        private Walk(@Nullable Page<V> root, String from) {
            if (root == null) {
                return;
            }
            long mark = Page.mark(from);
            var page = root;
            while (!page.leaf()) {
                int way = page.way(mark, from);
                path.push(new Place<>(page, way + 1));
                page = page.below(way);
            }
            int at = page.search(mark, from);
            path.push(new Place<>(page, at < 0 ? -1 - at : at));
            settle();
        }

        /** Goes on to the next leaf if this one is done. */
        private void settle() {
            while (!path.isEmpty() && path.element().done()) {
                path.pop();
            }
            while (!path.isEmpty() && !path.element().page.leaf()) {
                var above = path.element();
                path.push(new Place<>(above.page.below(above.at++), 0));
            }
        }

        private String key() {
            var place = path.element();
            return place.page.key(place.at);
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public V next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            var place = path.element();
            var value = place.page.value(place.at++);
            settle();
            return value;
        }
    }
}
