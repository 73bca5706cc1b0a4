package io.skep.seam.vault;

import io.skep.seam.Entropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of 32 bytes. What it seals nobody reads or changes without it, nor takes it for something
 * else. Safe for use by any thread.
 */
final class SealingKey {

    /** Bytes of a key. */
    static final int BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final long id;
    private final byte[] key;
    private final Entropy entropy;
    // to look one up costs as much as to seal a small file
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(SealingKey::cipher);
    // a nonce is eight bytes of chance and a number, so none comes twice; both guarded by this
    private byte[] salt;
    private int number;

    private SealingKey(long id, byte[] key, Entropy entropy) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("key has " + key.length + " bytes, not " + BYTES);
        }
        this.id = id;
        this.key = key.clone();
        this.entropy = entropy;
        this.salt = entropy.bytes(Long.BYTES);
    }

    static SealingKey fresh(Entropy entropy) {
        var id = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
        return of(id, entropy.bytes(BYTES), entropy);
    }

    static SealingKey of(long id, byte[] key, Entropy entropy) {
        return new SealingKey(id, key, entropy);
    }

    long id() {
        return id;
    }

    byte[] bytes() {
        return key.clone();
    }

    boolean is(byte[] other) {
        return MessageDigest.isEqual(key, other);
    }

    /** Seals bytes; {@code about} is not kept, but must be the same when they are opened. */
    byte[] seal(byte[] plain, String about) {
        var nonce = nonce();
        var body = run(Cipher.ENCRYPT_MODE, nonce, plain, about);
        return ByteBuffer.allocate(NONCE + body.length).put(nonce).put(body).array();
    }

    /** Opens what {@link #seal} gave. */
    byte[] open(byte[] whole, String about) {
        if (whole.length < NONCE + TAG_BITS / Byte.SIZE) {
            throw new SealException(about + " is damaged: it is too short");
        }
        var nonce = Arrays.copyOf(whole, NONCE);
        var body = Arrays.copyOfRange(whole, NONCE, whole.length);
        return run(Cipher.DECRYPT_MODE, nonce, body, about);
    }

    private synchronized byte[] nonce() {
        if (number == -1) {
            salt = entropy.bytes(Long.BYTES);
        }
        return ByteBuffer.allocate(NONCE).put(salt).putInt(number++).array();
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, String about) {
        try {
            var cipher = ciphers.get();
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (AEADBadTagException wrong) {
            throw new SealException(about + " is sealed with another key, or was changed");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
