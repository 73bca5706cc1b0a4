package io.skep.control.engine.internal.trust;

import io.skep.seam.Entropy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * What lets a node join: {@code SWMTKN-1-<digest of root>-<secret>}. Source: swarm-behaviour CA-3.
 */
public final class JoinToken {

    private static final Pattern FORM = Pattern.compile("SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}");
    private static final int DIGEST_LENGTH = 50;
    private static final int SECRET_LENGTH = 25;
    private static final int SECRET_BYTES = 16;

    private JoinToken() {}

    /** Whether a text has the form of a token. */
    public static boolean wellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** The part of a token that nobody can guess. */
    public static String secret(Entropy entropy) {
        return text(new BigInteger(1, entropy.bytes(SECRET_BYTES)), SECRET_LENGTH);
    }

    static String of(String rootPem, String secret) {
        return "SWMTKN-1-" + text(digest(rootPem), DIGEST_LENGTH) + "-" + secret;
    }

    private static String text(BigInteger number, int length) {
        var digits = number.toString(36);
        return "0".repeat(length - digits.length()) + digits;
    }

    private static BigInteger digest(String pem) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return new BigInteger(1, sha.digest(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
