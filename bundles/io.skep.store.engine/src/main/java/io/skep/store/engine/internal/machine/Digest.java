package io.skep.store.engine.internal.machine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A fingerprint of everything applied: SHA-256 over the fingerprint before and the entry. STO-5:
 * two members at the same index have the same one.
 */
public final class Digest {

    /** Of nothing. */
    public static final Digest NONE = new Digest(new byte[32]);

    private final byte[] value;

    private Digest(byte[] value) {
        this.value = value;
    }

    /** The fingerprint after one more entry. */
    public Digest then(byte[] entry) {
        var sha = sha256();
        sha.update(value);
        return new Digest(sha.digest(entry));
    }

    /** The fingerprint with this text. */
    public static Digest parse(String text) {
        return new Digest(HexFormat.of().parseHex(text));
    }

    /** The algorithm behind fingerprints and checksums. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
