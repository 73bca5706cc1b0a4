package io.skep.network.vxlan.internal.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * By how many something is asked for: two endpoints may have one address for a moment, when one is
 * told of before the other is taken back.
 */
final class Tally<T> {

    private final Map<T, Integer> settled = new HashMap<>();
    // what was added or, below zero, taken away since
    private final Map<T, Integer> open = new LinkedHashMap<>();

    void add(T what, int by) {
        open.merge(what, by, Integer::sum);
    }

    /** What somebody asked for, and nobody does any more. */
    Set<T> gone() {
        return some((before, now) -> before > 0 && now == 0);
    }

    /** What nobody asked for, and somebody does now. */
    Set<T> come() {
        return some((before, now) -> before == 0 && now > 0);
    }

    private Set<T> some(BiPredicate<Integer, Integer> which) {
        var some = new LinkedHashSet<T>();
        open.forEach(
                (what, by) -> {
                    int before = settled.getOrDefault(what, 0);
                    if (which.test(before, before + by)) {
                        some.add(what);
                    }
                });
        return some;
    }

    /** From now on this is what was before. */
    void settle() {
        open.forEach(
                (what, by) -> {
                    int now = settled.getOrDefault(what, 0) + by;
                    if (now == 0) {
                        settled.remove(what);
                    } else {
                        settled.put(what, now);
                    }
                });
        open.clear();
    }

    /** What somebody asks for. */
    Set<T> all() {
        return new LinkedHashSet<>(settled.keySet());
    }
}
