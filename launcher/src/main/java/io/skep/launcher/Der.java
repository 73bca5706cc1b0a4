package io.skep.launcher;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few forms of ASN.1 that a certificate has. Source: ITU-T X.690. */
final class Der {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONG = 0x80;

    private Der() {}

    /** A tag, the length of what follows, and that. */
    static byte[] tagged(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(part);
        }
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        length(body.size(), whole);
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void length(int length, ByteArrayOutputStream out) {
        if (length < LONG) {
            out.write(length);
            return;
        }
        var bytes = BigInteger.valueOf(length).toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        out.write(LONG | bytes.length - skip);
        out.write(bytes, skip, bytes.length - skip);
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return tagged(0x31, parts);
    }

    static byte[] integer(BigInteger number) {
        return tagged(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return tagged(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] text(String text) {
        return tagged(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] octets(byte[]... parts) {
        return tagged(0x04, parts);
    }

    /** Bits of which {@code unused} at the end do not count. */
    static byte[] bits(int unused, byte[] bytes) {
        return tagged(0x03, new byte[] {(byte) unused}, bytes);
    }

    /**
     * RFC 5280, 4.1.2.5 wants two forms: this is right from 2050 on, and read everywhere before.
     */
    static byte[] time(Instant at) {
        var text = TIME.format(at);
        boolean near = text.compareTo("2050") < 0;
        var form = near ? text.substring(2) : text;
        return tagged(near ? 0x17 : 0x18, form.getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier as people write it. */
    static byte[] oid(String dotted) {
        var numbers = dotted.split("\\.");
        var body = new ByteArrayOutputStream();
        body.write(Integer.parseInt(numbers[0]) * 40 + Integer.parseInt(numbers[1]));
        for (int at = 2; at < numbers.length; at++) {
            base128(Integer.parseInt(numbers[at]), body);
        }
        return tagged(0x06, body.toByteArray());
    }

    private static void base128(int number, ByteArrayOutputStream out) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (number >> shift > 0) {
                out.write(LONG | number >> shift & 0x7f);
            }
        }
        out.write(number & 0x7f);
    }
}
