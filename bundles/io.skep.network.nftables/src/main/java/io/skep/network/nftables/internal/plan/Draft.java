package io.skep.network.nftables.internal.plan;

import io.skep.network.nftables.internal.rule.RuleSet;
import io.skep.network.nftables.internal.rule.RuleSet.Chain;
import io.skep.network.nftables.internal.rule.RuleSet.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A set of rules in the making: the same sets and hooks each time, filled more and more. */
final class Draft {

    /** Virtual addresses that lead somewhere. */
    static final String VIRTUAL = "virtual";

    /** All that could be virtual addresses. */
    static final String RANGES = "ranges";

    /** This node's tasks, twice each. */
    static final String HAIRPINS = "hairpins";

    /** Ports that are published here. */
    static final String PORTS = "ports";

    /** Bridges of other nodes, and the mark of what comes from there. */
    static final String DOORS = "doors";

    /** Data path addresses of all nodes. */
    static final String NODES = "nodes";

    /** How long a connection is remembered that was closed. */
    private static final String CLOSED = "closed";

    private final Family family;
    private final boolean forgets;
    private final SortedMap<String, String> types = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> entries = new TreeMap<>();
    private final SortedMap<String, Chain> chains = new TreeMap<>();
    private final SortedMap<String, List<String>> hooks = new TreeMap<>();

    Draft(Family family, boolean forgets) {
        this.family = family;
        this.forgets = forgets;
        var address = family.type();
        types.put(VIRTUAL, address + " : verdict");
        types.put(RANGES, address);
        types.put(HAIRPINS, address + " . " + address);
        types.put(PORTS, "inet_proto . inet_service : verdict");
        types.put(DOORS, "ether_addr : mark");
        types.put(NODES, address);
        types.keySet().forEach(name -> entries.put(name, new TreeMap<>()));
        Hook.ALL.forEach(hook -> hooks.put(hook.name(), new ArrayList<>()));
        begin();
    }

    /** What is there whatever the wiring says. */
    private void begin() {
        var ip = family.word();
        // first of all, for all that is asked of most packets: nothing
        rule(Hook.STEER, "ct state established ct mark 0 return");
        rule(Hook.GUARD, "ct state established,related return");
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
                                        "ct state new " + ip + " daddr @" + RANGES + " " + rule));
        rule(Hook.GUARD, ip + " daddr @" + RANGES + " meta l4proto tcp reject with tcp reset");
        rule(Hook.GUARD, ip + " daddr @" + RANGES + " reject");
        rule(Hook.BACK, ip + " saddr . " + ip + " daddr @" + HAIRPINS + " masquerade");
    }

    /**
     * Has a new connection be forgotten soon after it is closed; nothing where the kernel cannot.
     *
     * <p>When a container ends, the engine reads all connections to it and then deletes them one by
     * one, by the caller's address and port. A caller that has used that port again by then loses
     * its new connection, to another task. What is forgotten is not there to be deleted.
     */
    List<String> forget() {
        return forgets ? List.of("meta l4proto tcp ct timeout set \"" + CLOSED + "\"") : List.of();
    }

    private SortedMap<String, String> timeouts() {
        var timeouts = new TreeMap<String, String>();
        if (forgets) {
            timeouts.put(CLOSED, Plans.closed(family));
        }
        return timeouts;
    }

    void enter(String set, String key, String value) {
        entries.get(set).put(key, value);
    }

    void rule(Hook hook, String rule) {
        hooks.get(hook.name()).add(rule);
    }

    void chain(String name, List<String> rules) {
        chains.put(name, new Chain("", rules));
    }

    RuleSet rules() {
        var maps = new TreeMap<String, Elements>();
        types.forEach(
                (name, type) ->
                        maps.put(
                                name,
                                new Elements(
                                        type,
                                        name.equals(RANGES) ? "interval" : "",
                                        entries.get(name))));
        var all = new TreeMap<>(chains);
        Hook.ALL.forEach(
                hook -> all.put(hook.name(), new Chain(hook.hook(), hooks.get(hook.name()))));
        return new RuleSet(family.table(), timeouts(), maps, all);
    }
}
