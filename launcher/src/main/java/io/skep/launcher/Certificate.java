package io.skep.launcher;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A certificate to be. Source: RFC 5280.
 *
 * @param subject whose it is
 * @param purpose what it is for
 * @param places host names and addresses it is good for
 * @param lasts from now
 */
record Certificate(Subject subject, Purpose purpose, List<String> places, Duration lasts) {

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final int KEY_ID_BYTES = 20;
    private static final int SERIAL_BITS = 126;

    /** What a certificate is for, and the usages that say so. */
    enum Purpose {
        ROOT(1, 0x06, ""),
        SERVER(7, 0x80, "1.3.6.1.5.5.7.3.1"),
        CLIENT(7, 0x80, "1.3.6.1.5.5.7.3.2");

        private final int unused;
        private final int usage;
        private final String extended;

        Purpose(int unused, int usage, String extended) {
            this.unused = unused;
            this.usage = usage;
            this.extended = extended;
        }
    }

    /**
     * Who signs.
     *
     * @param name the issuer's, as it is in its certificate
     */
    record Issuer(byte[] name, PublicKey key, PrivateKey secret) {}

    /** The certificate for a key. */
    byte[] signed(PublicKey key, Issuer issuer) throws GeneralSecurityException {
        var begin = Instant.now();
        var body =
                Der.sequence(
                        Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                        Der.integer(serial()),
                        ECDSA_SHA256,
                        issuer.name(),
                        Der.sequence(
                                Der.time(begin.minus(CLOCKS_DIFFER)), Der.time(begin.plus(lasts))),
                        subject.encoded(),
                        key.getEncoded(),
                        Der.tagged(0xa3, extensions(key, issuer)));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.secret());
        signature.update(body);
        return Der.sequence(body, ECDSA_SHA256, Der.bits(0, signature.sign()));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS);
    }

    private byte[] extensions(PublicKey key, Issuer issuer) throws GeneralSecurityException {
        var all = new ByteArrayOutputStream();
        boolean root = purpose == Purpose.ROOT;
        all.writeBytes(critical("2.5.29.19", root ? Der.sequence(Der.yes()) : Der.sequence()));
        all.writeBytes(
                critical("2.5.29.15", Der.bits(purpose.unused, new byte[] {(byte) purpose.usage})));
        all.writeBytes(plain("2.5.29.14", Der.octets(keyId(key))));
        all.writeBytes(plain("2.5.29.35", Der.sequence(Der.tagged(0x80, keyId(issuer.key())))));
        if (!purpose.extended.isEmpty()) {
            all.writeBytes(plain("2.5.29.37", Der.sequence(Der.oid(purpose.extended))));
        }
        if (!places.isEmpty()) {
            var names = places.stream().map(Certificate::place).toArray(byte[][]::new);
            all.writeBytes(plain("2.5.29.17", Der.sequence(names)));
        }
        return Der.sequence(all.toByteArray());
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value));
    }

    private static byte[] plain(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(digest, KEY_ID_BYTES);
    }

    private static byte[] place(String place) {
        boolean address = place.indexOf(':') >= 0 || place.matches("[0-9.]+");
        try {
            return address
                    ? Der.tagged(0x87, InetAddress.getByName(place).getAddress())
                    : Der.tagged(0x82, place.getBytes(StandardCharsets.US_ASCII));
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(place + " is no address", wrong);
        }
    }
}
