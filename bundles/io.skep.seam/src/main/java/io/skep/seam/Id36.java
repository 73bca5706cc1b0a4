package io.skep.seam;

import java.math.BigInteger;

/** Swarm's form of ids. Source: swarm-behaviour TK-12. */
public final class Id36 {

    /** Random bytes an id is made from. */
    public static final int BYTES = 17;

    private static final int LENGTH = 25;

    private Id36() {}

    /** The id of these bytes: 25 characters of {@code [0-9a-z]}. */
    public static String of(byte[] bytes) {
        var text = "0".repeat(LENGTH) + new BigInteger(1, bytes).toString(36);
        return text.substring(text.length() - LENGTH);
    }
}
