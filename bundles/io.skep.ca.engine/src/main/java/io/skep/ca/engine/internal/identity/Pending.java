package io.skep.ca.engine.internal.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * A request under way. Kept until it is answered, so that who asks again, also after a crash, gets
 * the same answer.
 *
 * @param purpose what it is for; another one needs another key
 * @param key PEM
 * @param request PKCS#10, DER
 */
public record Pending(String purpose, String key, byte[] request) {

    static Pending fresh(String purpose) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            return new Pending(purpose, Pem.of(keys.getPrivate()), RequestForm.of(keys));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Pending[" + request.length + " bytes]";
    }
}
