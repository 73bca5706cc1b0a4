package io.skep.network.nftables.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kernel's routing rules that send marked answers to the node a request came through, one for
 * each node; its table has the number of its mark. A frame that carries such an answer to another
 * host has its mark still, and would be sent into itself: what this machine sends goes past these
 * rules, so no mark has to be taken off any packet.
 */
public final class Policy {

    private static final String PAST = "pref 5301 from all iif lo goto 5303";
    private static final String MARKED = "pref 5302 from all fwmark %s lookup %d";
    private static final String END = "pref 5303 from all nop";
    private static final String OURS = "fwmark 0x";
    private static final int HEX = 16;

    private Policy() {}

    /**
     * What is to be done so that just these marks have their rules.
     *
     * @param printed by {@code ip rule show}
     * @return lines for {@code ip -batch}; none when all is so
     */
    public static List<String> changes(List<String> printed, SortedSet<Long> marks) {
        var known = ours(printed);
        var wanted = of(marks);
        var lines = new ArrayList<String>();
        wanted.stream()
                .filter(rule -> !known.contains(rule))
                .forEach(rule -> lines.add("rule add " + rule));
        known.stream()
                .filter(rule -> !wanted.contains(rule))
                .forEach(rule -> lines.add("rule del " + rule));
        return lines;
    }

    private static SortedSet<String> of(SortedSet<Long> marks) {
        var rules =
                marks.stream()
                        .map(mark -> MARKED.formatted(Marks.text(mark), mark))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!rules.isEmpty()) {
            rules.add(PAST);
            rules.add(END);
        }
        return rules;
    }

    /** Those that this balancer made, in whatever version, as they are added. */
    public static SortedSet<String> ours(List<String> printed) {
        return printed.stream()
                .map(line -> "pref " + line.strip().replaceFirst(":\\s+", " "))
                .map(rule -> rule.replace("/0xffffffff", ""))
                .filter(rule -> rule.equals(PAST) || rule.equals(END) || marked(rule))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean marked(String rule) {
        int at = rule.indexOf(OURS);
        if (at < 0) {
            return false;
        }
        var word = rule.substring(at + OURS.length()).split("[ /]")[0];
        return (Long.parseLong(word, HEX) & Marks.MASK) == Marks.HERE;
    }
}
