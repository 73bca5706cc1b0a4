package io.skep.launcher;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * Makes the key that opens a node's shell: {@code NewKey FILE}. Writes the private key, readable by
 * its owner alone, and prints the public one as SSH writes it. ECDSA, because a pair is made in
 * milliseconds; RSA takes seconds of a JVM that has just started.
 */
final class NewKey {

    private static final String CURVE = "nistp256";
    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    private NewKey() {}

    public static void main(String[] words) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        write(Path.of(words[0]), pair.getPrivate().getEncoded());
        var key = sshForm((ECPublicKey) pair.getPublic());
        System.out.println(Base64.getEncoder().encodeToString(key));
    }

    private static void write(Path file, byte[] pkcs8) throws IOException {
        Files.deleteIfExists(file);
        var owner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
        Files.writeString(
                file, "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    }

    /** Source: RFC 5656, section 3.1. */
    private static byte[] sshForm(ECPublicKey key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        field(out, ("ecdsa-sha2-" + CURVE).getBytes(StandardCharsets.US_ASCII));
        field(out, CURVE.getBytes(StandardCharsets.US_ASCII));
        var point = new ByteArrayOutputStream();
        point.write(UNCOMPRESSED);
        point.write(coordinate(key.getW().getAffineX()));
        point.write(coordinate(key.getW().getAffineY()));
        field(out, point.toByteArray());
        return bytes.toByteArray();
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var sized = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, sized, COORDINATE_BYTES - length, length);
        return sized;
    }

    private static void field(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
