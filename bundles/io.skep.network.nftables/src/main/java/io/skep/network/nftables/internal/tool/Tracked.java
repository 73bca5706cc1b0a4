package io.skep.network.nftables.internal.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Connections to a task, as {@code conntrack} lists and finds them.
 *
 * @param task the address that answers, as it is written there
 * @param protocol for example {@code tcp}
 * @param state for example {@code ESTABLISHED}; empty for a protocol without
 */
record Tracked(String task, String protocol, String state) {

    private static final Set<String> BRIEF = Set.of("SYN_SENT", "TIME_WAIT", "CLOSE");
    private static final String SOURCE = " src=";

    /** What a line tells of: protocol, its number, seconds left, state, who asks, who answers. */
    static Tracked of(String line) {
        var words = line.split(" +", 5);
        return new Tracked(task(line), words[0], words[3].contains("=") ? "" : words[3]);
    }

    /** Who answers; empty when the line tells of no connection. */
    static String task(String line) {
        int from = line.lastIndexOf(SOURCE) + SOURCE.length();
        int to = line.indexOf(' ', from);
        return from < SOURCE.length() || to < 0 ? "" : line.substring(from, to);
    }

    /** Whether the kernel forgets them by itself when they do not go on. */
    boolean brief() {
        return BRIEF.contains(state);
    }

    /** How these are named to the program. */
    List<String> words() {
        var words = new ArrayList<>(List.of("-r", task, "-p", protocol));
        if (!state.isEmpty()) {
            words.addAll(List.of("--state", state));
        }
        return words;
    }
}
