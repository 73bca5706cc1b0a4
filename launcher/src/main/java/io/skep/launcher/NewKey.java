package io.skep.launcher;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * Makes the key that opens a node's shell: {@code NewKey FILE}. Writes the private key, readable by
 * its owner alone, and prints the public one as SSH writes it.
 */
final class NewKey {

    private static final int BITS = 3072;

    private NewKey() {}

    public static void main(String[] words) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var pair = generator.generateKeyPair();
        write(Path.of(words[0]), pair.getPrivate().getEncoded());
        var key = sshForm((RSAPublicKey) pair.getPublic());
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

    /** Source: RFC 4253, section 6.6. */
    private static byte[] sshForm(RSAPublicKey key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        field(out, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        field(out, key.getPublicExponent().toByteArray());
        field(out, key.getModulus().toByteArray());
        return bytes.toByteArray();
    }

    private static void field(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
