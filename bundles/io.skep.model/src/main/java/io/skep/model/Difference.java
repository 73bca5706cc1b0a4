package io.skep.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two trees. Goes through both side by side in key order, and past every page
 * that both have.
 */
final class Difference<V> {

    private final Side<V> before;
    private final Side<V> after;
    private final Tree.Reader<V> reader;

    Difference(@Nullable Page<V> before, @Nullable Page<V> after, Tree.Reader<V> reader) {
        this.before = new Side<>(before);
        this.after = new Side<>(after);
        this.reader = reader;
    }

    void tell() {
        while (!before.done() || !after.done()) {
            var was = before.page();
            var is = after.page();
            if (was != null && was == is) {
                before.pass();
                after.pass();
            } else if (was != null
                    && (is == null ? !precedes(after, was) : is.total() <= was.total())) {
                before.open();
            } else if (is != null && (was != null || !precedes(before, is))) {
                after.open();
            } else {
                entry();
            }
        }
    }

    /**
     * Whether a side is at an entry that comes before all of a page, which then need not be opened.
     */
    private static <V> boolean precedes(Side<V> side, Page<V> page) {
        return !side.done() && side.page() == null && side.key().compareTo(page.key(0)) < 0;
    }

    /** At least one side is at an entry, and the other is not at a page with anything before it. */
    private void entry() {
        int order = order();
        var key = order <= 0 ? before.key() : after.key();
        var was = order <= 0 ? Optional.of(before.take()) : Optional.<V>empty();
        var is = order >= 0 ? Optional.of(after.take()) : Optional.<V>empty();
        if (!was.equals(is)) {
            reader.differs(key, was, is);
        }
    }

    private int order() {
        if (before.done() || before.page() != null) {
            return 1;
        } else if (after.done() || after.page() != null) {
            return -1;
        }
        return before.key().compareTo(after.key());
    }

    /** One of the trees, and how far it is: at an entry, or before a page. */
    private static final class Side<V> {

        private final Deque<Place<V>> path = new ArrayDeque<>();

        private static final class Place<V> {
            private final Page<V> page;
            private int at;

            private Place(Page<V> page) {
                this.page = page;
            }
        }

        private @Nullable Page<V> next;

        private Side(@Nullable Page<V> root) {
            next = root;
        }

        private boolean done() {
            return next == null && path.isEmpty();
        }

        /** The page it is before; absent when it is at an entry, or done. */
        private @Nullable Page<V> page() {
            return next;
        }

        private void open() {
            if (next != null) {
                path.push(new Place<>(next));
                settle();
            }
        }

        private void pass() {
            next = null;
            advance();
        }

        private String key() {
            var place = path.element();
            return place.page.key(place.at);
        }

        private V take() {
            var place = path.element();
            var value = place.page.value(place.at);
            advance();
            return value;
        }

        private void advance() {
            if (!path.isEmpty()) {
                path.element().at++;
                settle();
            }
        }

        /** Leaves pages that are done. */
        private void settle() {
            while (!path.isEmpty() && path.element().at == path.element().page.length()) {
                path.pop();
                if (!path.isEmpty()) {
                    path.element().at++;
                }
            }
            var top = path.peek();
            next = top == null || top.page.leaf() ? null : top.page.below(top.at);
        }
    }
}
