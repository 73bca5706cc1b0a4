package io.skep.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #WIDTH} entries of a {@link Tree} side by side, in key order: values in a leaf,
 * pages in a branch, each behind a key that is not after any key in it. Immutable; what a change
 * leaves alone is shared. Keys are compared by their {@linkplain #mark first characters} where that
 * is enough, which is nearly always, and spares the way to the text.
 */
final class Page<V> {

    /** How many entries a page has at most. */
    static final int WIDTH = 32;

    private static final int THIN = WIDTH / 4;
    private static final int MARKED = Long.BYTES;
    private static final int LAST_MARK = 0xff;

    private final long[] marks;
    private final String[] keys;
    private final Object[] items;
    private final boolean leaf;
    private final int total;

    private Page(long[] marks, String[] keys, Object[] items, boolean leaf, int total) {
        this.marks = marks;
        this.keys = keys;
        this.items = items;
        this.leaf = leaf;
        this.total = total;
    }

    /** A leaf of one entry. */
    static <V> Page<V> of(String key, V value) {
        return new Page<>(
                new long[] {mark(key)}, new String[] {key}, new Object[] {value}, true, 1);
    }

    /** The first eight characters as a number; numbers are ordered as their texts, or equal. */
    static long mark(String key) {
        long mark = 0;
        int at = 0;
        for (; at < MARKED && at < key.length(); at++) {
            int letter = Math.min(LAST_MARK, key.charAt(at));
            mark = mark << Byte.SIZE | letter;
            if (letter == LAST_MARK) {
                at++;
                break;
            }
        }
        return (at == 0 ? 0 : mark << Byte.SIZE * (MARKED - at)) ^ Long.MIN_VALUE;
    }

    /** How many entries are in it and below. */
    int total() {
        return total;
    }

    boolean leaf() {
        return leaf;
    }

    int length() {
        return keys.length;
    }

    String key(int at) {
        return keys[at];
    }

    @SuppressWarnings("unchecked") // a leaf holds values
    V value(int at) {
        return (V) items[at];
    }

    @SuppressWarnings("unchecked") // a branch holds pages
    Page<V> below(int at) {
        return (Page<V>) items[at];
    }

    /** Where a key is; if it is not there, {@code -1} minus where it would be. */
    int search(long mark, String key) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(marks[middle], mark);
            if (order == 0) {
                order = keys[middle].compareTo(key);
            }
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** The page below in which a key is, or would be. */
    int way(long mark, String key) {
        int at = search(mark, key);
        return at >= 0 ? at : Math.max(0, -2 - at);
    }

    @Nullable V get(long mark, String key) {
        var page = this;
        while (!page.leaf) {
            page = page.below(page.way(mark, key));
        }
        int at = page.search(mark, key);
        return at < 0 ? null : page.value(at);
    }

    /** With an entry; may be one too wide. */
    Page<V> put(long mark, String key, V value) {
        if (!leaf) {
            int at = way(mark, key);
            return with(at, below(at).put(mark, key, value));
        }
        int at = search(mark, key);
        if (at >= 0) {
            return replaced(at, value, total);
        }
        int gap = -1 - at;
        var moreMarks = Arrays.copyOf(marks, keys.length + 1);
        System.arraycopy(marks, gap, moreMarks, gap + 1, keys.length - gap);
        moreMarks[gap] = mark;
        return new Page<>(
                moreMarks, spread(keys, gap, key), spread(items, gap, value), true, total + 1);
    }

    /** Without an entry that is there; may be too thin. */
    Page<V> remove(long mark, String key) {
        if (!leaf) {
            int at = way(mark, key);
            return with(at, below(at).remove(mark, key));
        }
        int at = search(mark, key);
        return joined(slice(0, at), slice(at + 1, keys.length));
    }

    /** In two halves, if it is too wide. */
    List<Page<V>> halves() {
        int half = keys.length / 2;
        return keys.length <= WIDTH
                ? List.of(this)
                : List.of(slice(0, half), slice(half, keys.length));
    }

    /** A branch above these pages. */
    static <V> Page<V> above(List<Page<V>> pages) {
        int length = pages.size();
        var marks = new long[length];
        var keys = new String[length];
        int total = 0;
        for (int at = 0; at < length; at++) {
            var page = pages.get(at);
            marks[at] = page.marks[0];
            keys[at] = page.keys[0];
            total += page.total;
        }
        return new Page<>(marks, keys, pages.toArray(), false, total);
    }

    private Page<V> with(int at, Page<V> fresh) {
        int sum = total - below(at).total + fresh.total;
        if (fresh.keys.length > WIDTH) {
            return spliced(at, at + 1, fresh.halves());
        } else if (fresh.keys.length < THIN && fresh.total < below(at).total) {
            int left = Math.max(0, at - 1);
            var one = left == at ? fresh : below(left);
            var other = left == at ? below(at + 1) : fresh;
            return spliced(left, left + 2, joined(one, other).halves());
        } else if (fresh.keys[0].equals(keys[at])) {
            return replaced(at, fresh, sum);
        }
        return spliced(at, at + 1, List.of(fresh));
    }

    private Page<V> replaced(int at, Object item, int sum) {
        var other = items.clone();
        other[at] = item;
        return new Page<>(marks, keys, other, leaf, sum);
    }

    private Page<V> spliced(int from, int to, List<Page<V>> fresh) {
        return joined(joined(slice(0, from), above(fresh)), slice(to, keys.length));
    }

    private Page<V> slice(int from, int to) {
        int sum = to - from;
        if (!leaf) {
            sum = 0;
            for (int at = from; at < to; at++) {
                sum += below(at).total;
            }
        }
        return new Page<>(
                Arrays.copyOfRange(marks, from, to),
                Arrays.copyOfRange(keys, from, to),
                Arrays.copyOfRange(items, from, to),
                leaf,
                sum);
    }

    private static <V> Page<V> joined(Page<V> left, Page<V> right) {
        int middle = left.keys.length;
        int length = middle + right.keys.length;
        var marks = Arrays.copyOf(left.marks, length);
        var keys = Arrays.copyOf(left.keys, length);
        var items = Arrays.copyOf(left.items, length);
        System.arraycopy(right.marks, 0, marks, middle, right.keys.length);
        System.arraycopy(right.keys, 0, keys, middle, right.keys.length);
        System.arraycopy(right.items, 0, items, middle, right.keys.length);
        return new Page<>(marks, keys, items, left.leaf, left.total + right.total);
    }

    private static <T> T[] spread(T[] array, int gap, T item) {
        var more = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, gap, more, gap + 1, array.length - gap);
        more[gap] = item;
        return more;
    }
}
