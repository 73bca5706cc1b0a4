package io.skep.itests.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds what depends on itself in the end. */
final class Cycles {

    private Cycles() {}

    /** A line for each pair that reach each other. */
    static List<String> in(SortedMap<String, ? extends SortedSet<String>> uses) {
        var found = new ArrayList<String>();
        for (var from : uses.keySet()) {
            for (var to : uses.get(from)) {
                if (from.compareTo(to) < 0 && reaches(uses, to, from)
                        || from.compareTo(to) > 0
                                && !direct(uses, to, from)
                                && reaches(uses, to, from)) {
                    found.add(from + " and " + to + " depend on each other");
                }
            }
        }
        return found;
    }

    private static boolean direct(
            SortedMap<String, ? extends SortedSet<String>> uses, String from, String to) {
        var targets = uses.get(from);
        return targets != null && targets.contains(to);
    }

    private static boolean reaches(
            SortedMap<String, ? extends SortedSet<String>> uses, String from, String to) {
        var seen = new TreeSet<String>();
        var next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            var at = next.pop();
            if (at.equals(to)) {
                return true;
            }
            var targets = uses.get(at);
            if (seen.add(at) && targets != null) {
                next.addAll(targets);
            }
        }
        return false;
    }
}
