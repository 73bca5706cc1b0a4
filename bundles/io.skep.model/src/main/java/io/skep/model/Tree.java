package io.skep.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map from text to values: a height-balanced tree that shares what a change
 * leaves alone. Looking up, putting and removing take O(log n); iteration is in key order, hence
 * equal on every manager.
 *
 * @param <V> the values
 */
final class Tree<V> implements Iterable<V> {

    private static final Tree<?> EMPTY = new Tree<>(null, 0);

    private final @Nullable Knot<V> root;
    private final int size;

    private Tree(@Nullable Knot<V> root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty tree has no values of any type
    static <V> Tree<V> empty() {
        return (Tree<V>) EMPTY;
    }

    int size() {
        return size;
    }

    Optional<V> get(String key) {
        var at = root;
        while (at != null) {
            int order = key.compareTo(at.key);
            if (order == 0) {
                return Optional.of(at.value);
            }
            at = order < 0 ? at.left : at.right;
        }
        return Optional.empty();
    }

    Tree<V> put(String key, V value) {
        var grown = get(key).isPresent() ? size : size + 1;
        return new Tree<>(put(root, key, value), grown);
    }

    Tree<V> remove(String key) {
        return get(key).isEmpty() ? this : new Tree<>(remove(root, key), size - 1);
    }

    /** The values whose key starts with {@code prefix}, in key order. */
    List<V> withPrefix(String prefix) {
        var found = new ArrayList<V>();
        var walk = new Walk<V>(root, prefix);
        while (walk.hasNext() && walk.peek().key.startsWith(prefix)) {
            found.add(walk.next());
        }
        return found;
    }

    @Override
    public Iterator<V> iterator() {
        return new Walk<>(root, "");
    }

    private static <V> Knot<V> put(@Nullable Knot<V> at, String key, V value) {
        if (at == null) {
            return new Knot<>(null, key, value, null);
        }
        int order = key.compareTo(at.key);
        if (order == 0) {
            return new Knot<>(at.left, key, value, at.right);
        }
        return order < 0
                ? balanced(put(at.left, key, value), at, at.right)
                : balanced(at.left, at, put(at.right, key, value));
    }

    private static <V> @Nullable Knot<V> remove(@Nullable Knot<V> at, String key) {
        if (at == null) {
            return null;
        }
        int order = key.compareTo(at.key);
        if (order < 0) {
            return balanced(remove(at.left, key), at, at.right);
        }
        if (order > 0) {
            return balanced(at.left, at, remove(at.right, key));
        }
        return joined(at.left, at.right);
    }

    private static <V> @Nullable Knot<V> joined(@Nullable Knot<V> left, @Nullable Knot<V> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        var next = right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(left, next, remove(right, next.key));
    }

    private static <V> Knot<V> balanced(
            @Nullable Knot<V> left, Knot<V> middle, @Nullable Knot<V> right) {
        int lean = height(left) - height(right);
        if (lean > 1 && left != null) {
            return leftHeavy(left, middle, right);
        }
        if (lean < -1 && right != null) {
            return rightHeavy(left, middle, right);
        }
        return new Knot<>(left, middle.key, middle.value, right);
    }

    private static <V> Knot<V> leftHeavy(Knot<V> left, Knot<V> middle, @Nullable Knot<V> right) {
        var inner = left.right;
        if (inner == null || height(left.left) >= height(inner)) {
            return new Knot<>(left.left, left.key, left.value, middle.between(inner, right));
        }
        return new Knot<>(
                left.between(left.left, inner.left),
                inner.key,
                inner.value,
                middle.between(inner.right, right));
    }

    private static <V> Knot<V> rightHeavy(@Nullable Knot<V> left, Knot<V> middle, Knot<V> right) {
        var inner = right.left;
        if (inner == null || height(right.right) >= height(inner)) {
            return new Knot<>(middle.between(left, inner), right.key, right.value, right.right);
        }
        return new Knot<>(
                middle.between(left, inner.left),
                inner.key,
                inner.value,
                right.between(inner.right, right.right));
    }

    private static int height(@Nullable Knot<?> at) {
        return at == null ? 0 : at.height;
    }

    private static final class Knot<V> {
        private final @Nullable Knot<V> left;
        private final String key;
        private final V value;
        private final @Nullable Knot<V> right;
        private final int height;

        private Knot(@Nullable Knot<V> left, String key, V value, @Nullable Knot<V> right) {
            this.left = left;
            this.key = key;
            this.value = value;
            this.right = right;
            this.height = 1 + Math.max(height(left), height(right));
        }

        private Knot<V> between(@Nullable Knot<V> newLeft, @Nullable Knot<V> newRight) {
            return new Knot<>(newLeft, key, value, newRight);
        }
    }

    /** Walks in key order, from the first key that is not before {@code from}. */
    private static final class Walk<V> implements Iterator<V> {
        private final Deque<Knot<V>> path = new ArrayDeque<>();

        private Walk(@Nullable Knot<V> root, String from) {
            var at = root;
            while (at != null) {
                if (at.key.compareTo(from) >= 0) {
                    path.push(at);
                    at = at.left;
                } else {
                    at = at.right;
                }
            }
        }

        private Knot<V> peek() {
            return path.element();
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
            var at = path.pop();
            for (var down = at.right; down != null; down = down.left) {
                path.push(down);
            }
            return at.value;
        }
    }
}
