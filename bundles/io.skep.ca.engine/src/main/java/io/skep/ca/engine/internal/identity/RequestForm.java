package io.skep.ca.engine.internal.identity;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * Writes requests for certificates: PKCS#10 in DER, RFC 2986. They name nobody, because whoever
 * issues decides about names; so a few bytes around the public key and a signature are all there is
 * to it, and workers need no library for it.
 */
final class RequestForm {

    private static final int SEQUENCE = 0x30;
    private static final int BITS = 0x03;
    private static final byte[] VERSION = {0x02, 1, 0};
    private static final byte[] NOBODY = {SEQUENCE, 0};
    private static final byte[] NO_ATTRIBUTES = {(byte) 0xa0, 0};
    // ecdsa-with-SHA256, 1.2.840.10045.4.3.2
    private static final byte[] ALGORITHM = {
        SEQUENCE, 10, 6, 8, 42, (byte) 134, 72, (byte) 206, 61, 4, 3, 2
    };

    private RequestForm() {}

    /** A request for a certificate of an EC key, signed with it. */
    static byte[] of(KeyPair keys) {
        var asked =
                element(SEQUENCE, VERSION, NOBODY, keys.getPublic().getEncoded(), NO_ATTRIBUTES);
        var signature = element(BITS, new byte[] {0}, signature(keys, asked));
        return element(SEQUENCE, asked, ALGORITHM, signature);
    }

    private static byte[] signature(KeyPair keys, byte[] text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] element(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        length(all, body.size());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length & 0xff);
        }
    }
}
