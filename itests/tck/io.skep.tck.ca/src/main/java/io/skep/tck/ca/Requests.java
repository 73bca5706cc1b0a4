package io.skep.tck.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Keys, and requests that claim to come from a manager. */
public final class Requests {

    private static final String CLAIM = "CN=somebody,OU=swarm-manager,O=elsewhere";
    private static final int WEAK = 1024;

    private Requests() {}

    /** The kind that nodes have. */
    public static KeyPair p256() throws GeneralSecurityException {
        return keys("EC", new ECGenParameterSpec("secp256r1"));
    }

    static KeyPair p384() throws GeneralSecurityException {
        return keys("EC", new ECGenParameterSpec("secp384r1"));
    }

    static KeyPair p521() throws GeneralSecurityException {
        return keys("EC", new ECGenParameterSpec("secp521r1"));
    }

    static KeyPair rsa() throws GeneralSecurityException {
        return keys("RSA", new RSAKeyGenParameterSpec(WEAK, RSAKeyGenParameterSpec.F4));
    }

    static KeyPair ed25519() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static KeyPair keys(String kind, AlgorithmParameterSpec size)
            throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /** A request for a key, signed with it. */
    public static byte[] of(KeyPair keys) throws OperatorCreationException, IOException {
        return signed(keys, keys);
    }

    /** A request for the key of one pair, signed with that of another. */
    static byte[] signed(KeyPair asked, KeyPair by) throws OperatorCreationException, IOException {
        return new JcaPKCS10CertificationRequestBuilder(new X500Principal(CLAIM), asked.getPublic())
                .build(new JcaContentSignerBuilder(algorithm(by)).build(by.getPrivate()))
                .getEncoded();
    }

    private static String algorithm(KeyPair keys) {
        return switch (keys.getPrivate().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }
}
