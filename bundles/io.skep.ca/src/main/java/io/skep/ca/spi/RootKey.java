package io.skep.ca.spi;

/**
 * A root with the key that belongs to it.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8 or what OpenSSL writes, not encrypted
 */
public record RootKey(String certificate, String key) {

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "RootKey[" + certificate.length() + " characters of PEM]";
    }
}
