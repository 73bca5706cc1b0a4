package io.skep.network.nftables.internal.rule;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One table of rules as it is to be. Immutable.
 *
 * @param table family and name, for example {@code ip skep}
 * @param timeouts how long connections are remembered, as nft writes it, by name
 * @param maps sets and maps by name
 * @param chains chains by name
 */
public record RuleSet(
        String table,
        SortedMap<String, String> timeouts,
        SortedMap<String, Elements> maps,
        SortedMap<String, Chain> chains) {

    /** Makes the maps immutable. */
    public RuleSet {
        timeouts = Collections.unmodifiableSortedMap(new TreeMap<>(timeouts));
        maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
        chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    }

    /**
     * A set or a map.
     *
     * @param type as nft writes it, for example {@code ipv4_addr : verdict}
     * @param flags may be empty
     * @param entries keys, with values in a map; values are empty in a set
     */
    public record Elements(String type, String flags, SortedMap<String, String> entries) {

        /** Makes the entries immutable. */
        public Elements {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        private String kind() {
            return type.contains(" : ") ? "map" : "set";
        }
    }

    /**
     * A chain.
     *
     * @param hook where it is called from the kernel; empty for one that others go to
     * @param rules in order
     */
    public record Chain(String hook, List<String> rules) {

        /** Copies the rules. */
        public Chain {
            rules = List.copyOf(rules);
        }
    }

    /** Replaces whatever is there under this name, in one step. */
    public String whole() {
        var text = new StringBuilder();
        text.append("add table ").append(table).append('\n');
        text.append("delete table ").append(table).append('\n');
        text.append("add table ").append(table).append('\n');
        timeouts.forEach((name, policy) -> declare(text, name, policy));
        maps.forEach((name, elements) -> declare(text, name, elements));
        chains.forEach((name, chain) -> declare(text, name, chain));
        chains.forEach((name, chain) -> fill(text, name, chain));
        maps.forEach((name, elements) -> enter(text, "add", name, elements.entries()));
        return text.toString();
    }

    /** Removes it, if it is there. */
    public static String nothing(String table) {
        return "add table " + table + "\ndelete table " + table + "\n";
    }

    /**
     * Makes this out of another one, in one step; empty when they are the same. Only what changed
     * is touched. Timeouts, sets, maps and hooks that every table of ours has never come or go.
     */
    public String since(RuleSet before) {
        var text = new StringBuilder();
        chains.forEach(
                (name, chain) -> {
                    if (!before.chains.containsKey(name)) {
                        declare(text, name, chain);
                    }
                });
        chains.forEach((name, chain) -> refill(text, name, before.chains.get(name), chain));
        maps.forEach((name, elements) -> reenter(text, name, before.maps.get(name), elements));
        before.chains.keySet().stream()
                .filter(name -> !chains.containsKey(name))
                .forEach(name -> drop(text, name));
        return text.toString();
    }

    private void refill(StringBuilder text, String name, @Nullable Chain was, Chain is) {
        if (was == null) {
            fill(text, name, is);
        } else if (!was.rules().equals(is.rules())) {
            text.append("flush chain ").append(table).append(' ').append(name).append('\n');
            fill(text, name, is);
        }
    }

    private void reenter(StringBuilder text, String name, @Nullable Elements was, Elements is) {
        var gone = new TreeMap<String, String>();
        var fresh = new TreeMap<>(is.entries());
        if (was != null) {
            was.entries()
                    .forEach(
                            (key, value) -> {
                                if (!fresh.remove(key, value)) {
                                    gone.put(key, value);
                                }
                            });
        }
        enter(text, "delete", name, gone);
        enter(text, "add", name, fresh);
    }

    private void drop(StringBuilder text, String name) {
        text.append("flush chain ").append(table).append(' ').append(name).append('\n');
        text.append("delete chain ").append(table).append(' ').append(name).append('\n');
    }

    private void declare(StringBuilder text, String name, String policy) {
        text.append("add ct timeout ").append(table).append(' ').append(name);
        text.append(" { ").append(policy).append(" }\n");
    }

    private void declare(StringBuilder text, String name, Elements elements) {
        text.append("add ")
                .append(elements.kind())
                .append(' ')
                .append(table)
                .append(' ')
                .append(name);
        text.append(" { type ").append(elements.type()).append(';');
        if (!elements.flags().isEmpty()) {
            text.append(" flags ").append(elements.flags()).append(';');
        }
        text.append(" }\n");
    }

    private void declare(StringBuilder text, String name, Chain chain) {
        text.append("add chain ").append(table).append(' ').append(name);
        if (!chain.hook().isEmpty()) {
            text.append(" { ").append(chain.hook()).append("; }");
        }
        text.append('\n');
    }

    private void fill(StringBuilder text, String name, Chain chain) {
        for (var rule : chain.rules()) {
            text.append("add rule ").append(table).append(' ').append(name).append(' ');
            text.append(rule).append('\n');
        }
    }

    private void enter(
            StringBuilder text, String verb, String name, SortedMap<String, String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        text.append(verb).append(" element ").append(table).append(' ').append(name).append(" { ");
        var separator = "";
        for (var entry : entries.entrySet()) {
            text.append(separator).append(entry.getKey());
            // an element of a map is found by its key, and nft wants the value as well
            if (!entry.getValue().isEmpty()) {
                text.append(" : ").append(entry.getValue());
            }
            separator = ", ";
        }
        text.append(" }\n");
    }
}
