package io.skep.store.engine.internal.peer;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What follows from the fingerprints of a group at one commit. C-14.
 *
 * @param right what a majority of the group has; empty when none has
 * @param wrong members, in order, that differ from what a majority of the group has
 * @param disagree whether there is a difference at all
 */
record Verdict(String right, List<String> wrong, boolean disagree) {

    /**
     * Judges.
     *
     * @param prints of the members that said one
     * @param size of the group
     */
    static Verdict of(SortedMap<String, String> prints, int size) {
        var right =
                prints.values().stream()
                        .filter(it -> 2 * count(prints, it) > size)
                        .findFirst()
                        .orElse("");
        var disagree = prints.values().stream().distinct().count() > 1;
        var wrong =
                prints.entrySet().stream()
                        .filter(it -> !right.isEmpty() && !it.getValue().equals(right))
                        .map(Map.Entry::getKey)
                        .toList();
        return new Verdict(right, wrong, disagree);
    }

    private static long count(SortedMap<String, String> prints, String print) {
        return prints.values().stream().filter(print::equals).count();
    }
}
