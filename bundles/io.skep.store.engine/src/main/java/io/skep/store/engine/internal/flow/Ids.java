package io.skep.store.engine.internal.flow;

import io.skep.seam.Entropy;

/** Ids of transactions: never used twice, by anybody. Used on the store's loop. */
public final class Ids {

    private final String prefix;
    private long count;

    /** Ids of one life of the store. */
    public Ids(Entropy entropy) {
        prefix = entropy.id() + "-";
    }

    String next() {
        return prefix + Long.toString(++count, Character.MAX_RADIX);
    }
}
