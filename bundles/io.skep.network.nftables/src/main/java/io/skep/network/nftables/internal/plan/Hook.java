package io.skep.network.nftables.internal.plan;

import java.util.List;

/**
 * Where the kernel calls our rules. Address translation happens at a fixed place whatever a chain's
 * priority says, and those of one place are sorted by it: ours come before the engine's. What goes
 * on between two tasks passes one of these chains only, since each is a part of its way.
 *
 * @param name of the chain
 * @param hook as nft writes it
 */
record Hook(String name, String hook) {

    /** Before translation and routing: what may not come in, and marks. */
    static final Hook STEER = new Hook("steer", "type filter hook prerouting priority -150");

    /** New connections from elsewhere. */
    static final Hook IN = new Hook("in", "type nat hook prerouting priority -110");

    /** New connections of this node's own processes. */
    static final Hook OUT = new Hook("out", "type nat hook output priority -110");

    /** What ends here: a virtual address that led nowhere. */
    static final Hook GUARD = new Hook("guard", "type filter hook input priority -5");

    /** What this node itself says. */
    static final Hook SAY = new Hook("say", "type filter hook output priority -5");

    /** What leaves under another address. */
    static final Hook BACK = new Hook("back", "type nat hook postrouting priority 90");

    static final List<Hook> ALL = List.of(STEER, IN, OUT, GUARD, SAY, BACK);
}
