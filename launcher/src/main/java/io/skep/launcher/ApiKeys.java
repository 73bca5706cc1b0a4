package io.skep.launcher;

import io.skep.launcher.Certificate.Issuer;
import io.skep.launcher.Certificate.Purpose;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Certificates for the API on TCP, from a CA of the node's own that has nothing to do with the
 * cluster's: {@code ApiKeys server FOLDER PLACE...} for the node, {@code ApiKeys client FOLDER
 * TARGET ROLE NAME} for a client that is to be let in. The CA is made when there is none.
 */
final class ApiKeys {

    private static final Duration LONG = Duration.ofDays(3650);
    private static final Duration CLIENT = Duration.ofDays(365);

    private final Path folder;

    private ApiKeys(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] words) throws GeneralSecurityException, IOException {
        var keys = new ApiKeys(Path.of(words[1]));
        var rest = List.of(words).subList(2, words.length);
        if (words[0].equals("server")) {
            keys.server(rest);
        } else {
            keys.client(Path.of(rest.get(0)), rest.get(1), rest.get(2));
        }
    }

    private void server(List<String> places) throws GeneralSecurityException, IOException {
        var wish = new Certificate(Subject.of("skep api"), Purpose.SERVER, places, LONG);
        write(folder, wish, issuer());
    }

    private void client(Path target, String role, String name)
            throws GeneralSecurityException, IOException {
        var subject = new Subject(name, "skep-" + role);
        var wish = new Certificate(subject, Purpose.CLIENT, List.of(), CLIENT);
        var issuer = issuer();
        write(target, wish, issuer);
        Files.copy(
                folder.resolve("ca.pem"),
                target.resolve("ca.pem"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path target, Certificate wish, Issuer issuer)
            throws GeneralSecurityException, IOException {
        own(target);
        var keys = keys();
        pem(target.resolve("key.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded());
        pem(target.resolve("cert.pem"), "CERTIFICATE", wish.signed(keys.getPublic(), issuer));
    }

    private Issuer issuer() throws GeneralSecurityException, IOException {
        if (!Files.exists(folder.resolve("ca.pem"))) {
            found();
        }
        var root =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                Files.readAllBytes(folder.resolve("ca.pem"))));
        var text = Files.readString(folder.resolve("ca-key.pem")).replaceAll("-----[^-]*-----", "");
        var secret = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
        return new Issuer(
                root.getSubjectX500Principal().getEncoded(),
                root.getPublicKey(),
                KeyFactory.getInstance("EC").generatePrivate(secret));
    }

    // the certificate last: with it there is a CA
    private void found() throws GeneralSecurityException, IOException {
        own(folder);
        var keys = keys();
        var name = Subject.of("skep api ca");
        var wish = new Certificate(name, Purpose.ROOT, List.of(), LONG);
        var self = new Issuer(name.encoded(), keys.getPublic(), keys.getPrivate());
        pem(folder.resolve("ca-key.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded());
        pem(folder.resolve("ca.pem"), "CERTIFICATE", wish.signed(keys.getPublic(), self));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static void own(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        var owner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
