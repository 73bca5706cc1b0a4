package io.skep.store.engine.internal.peer;

import io.skep.store.engine.internal.machine.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A fingerprint at a commit, as members tell one another.
 *
 * @param index of the commit
 * @param digest up to there; empty when it is asked for
 */
record Print(long index, String digest) {

    static Print of(long index, Digest digest) {
        return new Print(index, digest.toString());
    }

    static Print asked(long index) {
        return new Print(index, "");
    }

    /**
     * From what another member sent.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Print read(byte[] message) {
        var text = new String(message, StandardCharsets.US_ASCII);
        if (!text.matches("\\d{1,18} [0-9a-f]{0,64}")) {
            throw new IllegalArgumentException("this is no fingerprint");
        }
        var space = text.indexOf(' ');
        return new Print(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    }

    byte[] bytes() {
        return (index + " " + digest).getBytes(StandardCharsets.US_ASCII);
    }
}
