package io.skep.network.nftables.internal.rule;

import static java.util.stream.Collectors.joining;

import io.skep.model.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One table of rules as it is to be. Immutable; one that was made of another shares with it what
 * did not change.
 *
 * @param table family and name, for example {@code ip skep}
 * @param timeouts how long connections are remembered, as nft writes it, by name
 * @param maps sets and maps by name
 * @param chains chains by name
 * @param print tells it from rules that are others
 */
public record RuleSet(
        String table,
        SortedMap<String, String> timeouts,
        SortedMap<String, Elements> maps,
        Tree<Chain> chains,
        Print print) {

    /** Makes the maps immutable. */
    public RuleSet {
        timeouts = Collections.unmodifiableSortedMap(new TreeMap<>(timeouts));
        maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
    }

    /**
     * A set or a map.
     *
     * @param type as nft writes it, for example {@code ipv4_addr : verdict}
     * @param flags may be empty
     * @param entries keys, with values in a map; values are empty in a set
     */
    public record Elements(String type, String flags, Tree<Entry> entries) {

        private String kind() {
            return type.contains(" : ") ? "map" : "set";
        }
    }

    /** An element; the value is empty in a set. */
    public record Entry(String key, String value) {

        /** An element of a map is found by its key, and nft wants the value as well. */
        private String text() {
            return value.isEmpty() ? key : key + " : " + value;
        }
    }

    /**
     * A chain.
     *
     * @param name of it
     * @param hook where it is called from the kernel; empty for one that others go to
     * @param rules in order
     */
    public record Chain(String name, String hook, List<String> rules) {

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
        chains.forEach(chain -> declare(text, chain));
        chains.forEach(chain -> fill(text, chain));
        maps.forEach((name, elements) -> enter(text, "add", name, list(elements.entries())));
        return text.toString();
    }

    private static <T> List<T> list(Tree<T> all) {
        var list = new ArrayList<T>(all.size());
        all.forEach(list::add);
        return list;
    }

    /** Removes it, if it is there. */
    public static String nothing(String table) {
        return "add table " + table + "\ndelete table " + table + "\n";
    }

    /**
     * Makes this out of another one, in one step; empty when they are the same. Only what changed
     * is touched, and looked at when one was made of the other. Timeouts, sets, maps and hooks that
     * every table of ours has never come or go.
     */
    public String since(RuleSet before) {
        var fresh = new StringBuilder();
        var filled = new StringBuilder();
        var dropped = new StringBuilder();
        chains.since(
                before.chains,
                (name, was, is) -> {
                    if (was.isEmpty()) {
                        is.ifPresent(chain -> declare(fresh, chain));
                    } else {
                        flush(is.isEmpty() ? dropped : filled, name);
                    }
                    is.ifPresentOrElse(chain -> fill(filled, chain), () -> drop(dropped, name));
                });
        var elements = new StringBuilder();
        maps.forEach((name, now) -> reenter(elements, name, before.maps.get(name), now));
        return fresh.append(filled).append(elements).append(dropped).toString();
    }

    private void reenter(StringBuilder text, String name, @Nullable Elements before, Elements now) {
        var gone = new ArrayList<Entry>();
        var fresh = new ArrayList<Entry>();
        now.entries()
                .since(
                        before == null ? Tree.empty() : before.entries(),
                        (key, was, is) -> {
                            was.ifPresent(gone::add);
                            is.ifPresent(fresh::add);
                        });
        enter(text, "delete", name, gone);
        enter(text, "add", name, fresh);
    }

    private void flush(StringBuilder text, String chain) {
        text.append("flush chain ").append(table).append(' ').append(chain).append('\n');
    }

    private void drop(StringBuilder text, String chain) {
        text.append("delete chain ").append(table).append(' ').append(chain).append('\n');
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

    private void declare(StringBuilder text, Chain chain) {
        text.append("add chain ").append(table).append(' ').append(chain.name());
        if (!chain.hook().isEmpty()) {
            text.append(" { ").append(chain.hook()).append("; }");
        }
        text.append('\n');
    }

    private void fill(StringBuilder text, Chain chain) {
        for (var rule : chain.rules()) {
            text.append("add rule ").append(table).append(' ').append(chain.name()).append(' ');
            text.append(rule).append('\n');
        }
    }

    private void enter(StringBuilder text, String verb, String name, List<Entry> entries) {
        if (!entries.isEmpty()) {
            text.append(verb).append(" element ").append(table).append(' ').append(name);
            text.append(entries.stream().map(Entry::text).collect(joining(", ", " { ", " }\n")));
        }
    }
}
