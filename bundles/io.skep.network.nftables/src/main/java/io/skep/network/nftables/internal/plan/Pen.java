package io.skep.network.nftables.internal.plan;

import java.util.List;

/** Writes what a service or a task asks for; or strikes it out, with the same strokes. */
interface Pen {

    /** An element of a set or a map; the value is empty in a set. */
    void enter(String set, String key, String value);

    /**
     * A chain.
     *
     * @param hook where it is called from the kernel; empty for one that others go to
     */
    void chain(String name, String hook, List<String> rules);

    /** A chain that others go to. */
    default void chain(String name, List<String> rules) {
        chain(name, "", rules);
    }
}
