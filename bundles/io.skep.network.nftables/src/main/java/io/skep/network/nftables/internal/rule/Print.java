package io.skep.network.nftables.internal.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells one set of pieces from another: the sum of their digests, so that a piece is put in or
 * taken out without a look at the others. Nobody is kept from making two sets with one print on
 * purpose; whoever could do that may write the rules themselves.
 *
 * @param high of the sum
 * @param low of the sum
 */
public record Print(long high, long low) {

    /** Of nothing. */
    public static final Print NONE = new Print(0, 0);

    /** With a piece more. */
    public Print with(String... piece) {
        var digest = digest(piece);
        return new Print(high + digest.getLong(), low + digest.getLong());
    }

    /** With a piece less. */
    public Print without(String... piece) {
        var digest = digest(piece);
        return new Print(high - digest.getLong(), low - digest.getLong());
    }

    private static ByteBuffer digest(String... piece) {
        try {
            var text = String.join("\n", List.of(piece)).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has it", impossible);
        }
    }

    /** As letters and digits. */
    public String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
