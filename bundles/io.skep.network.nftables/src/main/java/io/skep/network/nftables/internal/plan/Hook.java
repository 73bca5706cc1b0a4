package io.skep.network.nftables.internal.plan;

import java.util.List;

/**
 * Where the kernel calls our rules. Address translation happens at a fixed place whatever a chain's
 * priority says, and those of one place are sorted by it: ours come before the engine's.
 *
 * @param name of the chain
 * @param hook as nft writes it
 */
record Hook(String name, String hook) {

    /** First of all: what may not come in. */
    static final Hook DOOR = new Hook("door", "type filter hook prerouting priority -300");

    /** Before routing: marks. */
    static final Hook STEER = new Hook("steer", "type filter hook prerouting priority -150");

    /** New connections from elsewhere. */
    static final Hook IN = new Hook("in", "type nat hook prerouting priority -110");

    /** New connections of this node's own processes. */
    static final Hook OUT = new Hook("out", "type nat hook output priority -110");

    /** After translation: what led nowhere. */
    static final Hook GUARD = new Hook("guard", "type filter hook prerouting priority -90");

    /** What leaves under another address. */
    static final Hook BACK = new Hook("back", "type nat hook postrouting priority 90");

    /** Last of all: no mark leaves this node. */
    static final Hook CLEAR = new Hook("clear", "type filter hook postrouting priority 200");

    static final List<Hook> ALL = List.of(DOOR, STEER, IN, OUT, GUARD, BACK, CLEAR);
}
