package io.skep.ca.engine.internal.token;

import io.skep.seam.Entropy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What lets a node join: {@code SWMTKN-1-<digest of root>-<secret>}. Source: swarm-behaviour CA-3.
 */
public final class JoinToken {

    private static final Pattern FORM = Pattern.compile("SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}");
    private static final String BEGIN = "SWMTKN-1-";
    private static final int DIGEST_LENGTH = 50;
    private static final int DIGEST_BYTES = 32;
    private static final int SECRET_LENGTH = 25;
    private static final int SECRET_BYTES = 16;
    private static final int RADIX = 36;

    private JoinToken() {}

    /** Whether a text has the form of a token. */
    public static boolean wellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** A new token for who trusts these roots. */
    public static String fresh(String anchors, Entropy entropy) {
        var secret = text(new BigInteger(1, entropy.bytes(SECRET_BYTES)), SECRET_LENGTH);
        return BEGIN + digest(anchors) + "-" + secret;
    }

    /** Whether a well-formed token was made for these roots. */
    public static boolean vouchesFor(String token, String anchors) {
        return expected(token).equals(sha(anchors));
    }

    /** The digest a well-formed token expects, in hexadecimal digits, for people. */
    public static String fingerprint(String token) {
        var bytes = expected(token).toByteArray();
        var digest = new byte[DIGEST_BYTES];
        int length = Math.min(bytes.length, DIGEST_BYTES);
        System.arraycopy(bytes, bytes.length - length, digest, DIGEST_BYTES - length, length);
        return HexFormat.of().formatHex(digest);
    }

    /** Whether two tokens are the same; takes as long when they are not. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Stands for a text that nobody may read. */
    public static String digest(String text) {
        return text(sha(text), DIGEST_LENGTH);
    }

    private static BigInteger expected(String token) {
        int from = BEGIN.length();
        return new BigInteger(token.substring(from, from + DIGEST_LENGTH), RADIX);
    }

    private static String text(BigInteger number, int length) {
        var digits = number.toString(RADIX);
        return "0".repeat(length - digits.length()) + digits;
    }

    private static BigInteger sha(String pem) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return new BigInteger(1, sha.digest(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
