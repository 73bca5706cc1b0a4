package io.skep.network.nftables.internal.plan;

import io.skep.model.Tree;
import io.skep.network.nftables.internal.rule.Print;
import io.skep.network.nftables.internal.rule.RuleSet;
import io.skep.network.nftables.internal.rule.RuleSet.Chain;
import io.skep.network.nftables.internal.rule.RuleSet.Elements;
import io.skep.network.nftables.internal.rule.RuleSet.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A set of rules in the making: the same sets and hooks each time, filled more and more. It begins
 * empty, or where another one ended.
 */
final class Draft implements Pen {

    /** Virtual addresses that lead somewhere. */
    static final String VIRTUAL = "virtual";

    /** All that could be virtual addresses. */
    static final String RANGES = "ranges";

    static final String SUBNETS = "subnets";

    /** This node's tasks, twice each. */
    static final String HAIRPINS = "hairpins";

    /** Ports that are published here. */
    static final String PORTS = "ports";

    /** Bridges of other nodes, and the mark of what comes from there. */
    static final String DOORS = "doors";

    /** Data path addresses of all nodes. */
    static final String NODES = "nodes";

    /** How long a connection is remembered that does not go on. */
    private static final String BRIEF = "brief";

    private final Family family;
    private final boolean forgets;
    private final SortedMap<String, Elements> sets = new TreeMap<>();
    private final SortedMap<String, List<String>> hooks = new TreeMap<>();
    private final SortedMap<String, String> timeouts = new TreeMap<>();
    private Tree<Chain> chains = Tree.empty();
    private Print print = Print.NONE;
    private boolean contested;

    Draft(Family family, boolean forgets) {
        this.family = family;
        this.forgets = forgets;
        var address = family.type();
        set(VIRTUAL, address + " : verdict", "");
        set(RANGES, address, "interval");
        set(SUBNETS, address, "interval");
        set(HAIRPINS, address + " . " + address, "");
        set(PORTS, "inet_proto . inet_service : verdict", "");
        set(DOORS, "ether_addr : mark", "");
        set(NODES, address, "");
        Hook.ALL.forEach(hook -> hooks.put(hook.name(), new ArrayList<>()));
        if (forgets) {
            timeouts.put(BRIEF, Plans.brief(family));
        }
        begin();
    }

    private void set(String name, String type, String flags) {
        sets.put(name, new Elements(type, flags, Tree.empty()));
    }

    /** Goes on where these rules ended; hooks stay as they are. */
    Draft(Family family, boolean forgets, RuleSet before) {
        this.family = family;
        this.forgets = forgets;
        sets.putAll(before.maps());
        timeouts.putAll(before.timeouts());
        chains = before.chains();
        print = before.print();
    }

    /** What is there whatever the wiring says. */
    private void begin() {
        var ip = family.word();
        // first of all, for all that is asked of most packets: nothing
        rule(Hook.STEER, "ct state established ct mark 0 return");
        rule(Hook.GUARD, "ct state established,related,untracked return");
        for (var hook : List.of(Hook.IN, Hook.OUT)) {
            rule(hook, ip + " daddr vmap @" + VIRTUAL);
            rule(hook, ip + " daddr @" + RANGES + " return");
        }
        if (family == Family.SIX) {
            // who asks whether a neighbour is still there must be answered
            rule(Hook.GUARD, "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } return");
        }
        forget().forEach(
                        rule ->
                                rule(
                                        Hook.STEER,
                                        "ct state new " + ip + " daddr @" + SUBNETS + " " + rule));
        rule(Hook.GUARD, ip + " daddr @" + RANGES + " meta l4proto tcp reject with tcp reset");
        rule(Hook.GUARD, ip + " daddr @" + RANGES + " reject");
        rule(Hook.SAY, redirect() + " " + ip + " daddr @" + SUBNETS + " drop");
        rule(Hook.BACK, ip + " saddr . " + ip + " daddr @" + HAIRPINS + " masquerade");
    }

    /**
     * Answers of a task go out by the bridge they came in by, to the node that was called. The
     * kernel would tell the task to send them there itself, and it would send those to other nodes'
     * callers there as well. Source: RFC 1812, 5.2.7.2
     */
    private String redirect() {
        return family == Family.SIX ? "icmpv6 type nd-redirect" : "icmp type redirect";
    }

    /**
     * Has a new connection be forgotten after a second in which it does not go on; nothing where
     * the kernel cannot.
     *
     * <p>Before it is answered: by then the caller asks again (RFC 6298, 2.1), and is led anew.
     * Nobody may forget it for him: he could be answered in that moment, and the next he says would
     * come to a task that does not know him. And when it was closed: the caller may use that port
     * again, and what is forgotten does not fill the kernel's table, which takes 262,144 as a rule:
     * two minutes of 2,000 a second.
     */
    List<String> forget() {
        return forgets ? List.of("meta l4proto tcp ct timeout set \"" + BRIEF + "\"") : List.of();
    }

    @Override
    public void enter(String set, String key, String value) {
        contested |= sets.get(set).entries().get(key).isPresent();
        know(set, key, value);
    }

    /** An element that belongs to nobody, and may be said twice. */
    void know(String set, String key, String value) {
        strike(set, key);
        var elements = sets.get(set);
        fill(set, elements, elements.entries().put(key, new Entry(key, value)));
        print = print.with(set, key, value);
    }

    private void strike(String set, String key) {
        var elements = sets.get(set);
        var known = elements.entries().get(key);
        known.ifPresent(entry -> print = print.without(set, key, entry.value()));
        fill(set, elements, elements.entries().remove(key));
    }

    private void fill(String set, Elements before, Tree<Entry> entries) {
        sets.put(set, new Elements(before.type(), before.flags(), entries));
    }

    @Override
    public void chain(String name, String hook, List<String> rules) {
        contested |= chains.get(name).isPresent();
        strike(name);
        put(new Chain(name, hook, rules));
    }

    private void put(Chain chain) {
        chains = chains.put(chain.name(), chain);
        print = print.with(text(chain));
    }

    private void strike(String name) {
        chains.get(name).ifPresent(chain -> print = print.without(text(chain)));
        chains = chains.remove(name);
    }

    private static String[] text(Chain chain) {
        return Stream.concat(Stream.of(chain.name(), chain.hook()), chain.rules().stream())
                .toArray(String[]::new);
    }

    void rule(Hook hook, String rule) {
        hooks.get(hook.name()).add(rule);
    }

    /** Before the rules that the hook has. */
    void first(Hook hook, String rule) {
        hooks.get(hook.name()).add(0, rule);
    }

    /** What strikes out what was written. */
    Pen eraser() {
        return new Pen() {
            @Override
            public void enter(String set, String key, String value) {
                strike(set, key);
            }

            @Override
            public void chain(String name, String hook, List<String> rules) {
                strike(name);
            }
        };
    }

    /**
     * Whether two asked for the same: the last one has it, and whoever strikes out one of them
     * strikes out both.
     */
    boolean contested() {
        return contested;
    }

    RuleSet rules() {
        Hook.ALL.stream()
                .filter(hook -> hooks.containsKey(hook.name()))
                .forEach(hook -> put(new Chain(hook.name(), hook.hook(), hooks.get(hook.name()))));
        hooks.clear();
        return new RuleSet(family.table(), timeouts, sets, chains, print);
    }
}
