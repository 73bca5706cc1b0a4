package io.skep.ca.bouncycastle.internal.sign;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Keys for the JDK's own providers: none of Bouncy Castle's is registered in this process. */
final class Keys {

    private Keys() {}

    static PublicKey of(SubjectPublicKeyInfo info) throws GeneralSecurityException, IOException {
        return factory(info.getAlgorithm().getAlgorithm())
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    static PrivateKey of(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
        return factory(info.getPrivateKeyAlgorithm().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static KeyFactory factory(ASN1ObjectIdentifier kind) throws GeneralSecurityException {
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return KeyFactory.getInstance("EC");
        } else if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return KeyFactory.getInstance("RSA");
        } else if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return KeyFactory.getInstance("Ed25519");
        }
        throw new GeneralSecurityException("no such kind of key: " + kind);
    }
}
