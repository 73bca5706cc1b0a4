package io.skep.seam.vault;

import io.skep.seam.Entropy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys, the one in use first. It seals with that one, and opens with whichever it was. Never
 * changes; safe for use by any thread.
 */
public final class KeyRing {

    private static final int ROW = Long.BYTES + SealingKey.BYTES;

    private final List<SealingKey> keys;

    private KeyRing(List<SealingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A ring with one new key. */
    public static KeyRing fresh(Entropy entropy) {
        return new KeyRing(List.of(SealingKey.fresh(entropy)));
    }

    /**
     * The ring in {@link #bytes}.
     *
     * @throws SealException when they are no ring
     */
    public static KeyRing parse(byte[] bytes, Entropy entropy) {
        if (bytes.length == 0 || bytes.length % ROW != 0) {
            throw new SealException("these " + bytes.length + " bytes are no keys");
        }
        var buffer = ByteBuffer.wrap(bytes);
        var keys = new ArrayList<SealingKey>();
        while (buffer.hasRemaining()) {
            var id = buffer.getLong();
            var key = new byte[SealingKey.BYTES];
            buffer.get(key);
            keys.add(SealingKey.of(id, key, entropy));
        }
        return new KeyRing(keys);
    }

    /** All keys as they are, for who may have them. */
    public byte[] bytes() {
        var buffer = ByteBuffer.allocate(keys.size() * ROW);
        keys.forEach(key -> buffer.putLong(key.id()).put(key.bytes()));
        return buffer.array();
    }

    /** How many keys. */
    public int size() {
        return keys.size();
    }

    /** With a new key in use; the others open still. */
    public KeyRing renewed(Entropy entropy) {
        var all = new ArrayList<SealingKey>();
        all.add(SealingKey.fresh(entropy));
        all.addAll(keys);
        return new KeyRing(all);
    }

    /** With the key in use and no other. */
    public KeyRing newest() {
        return new KeyRing(keys.subList(0, 1));
    }

    /** Opens also what the other ring opens; the very same ring when it does already. */
    public KeyRing with(KeyRing other) {
        var all = new ArrayList<>(keys);
        other.keys.stream().filter(key -> !holds(key.id())).forEach(all::add);
        return all.size() == keys.size() ? this : new KeyRing(all);
    }

    private boolean holds(long id) {
        return keys.stream().anyMatch(key -> key.id() == id);
    }

    /** Says which keys they are, and nothing of them. The order does not matter. */
    public long mark() {
        return keys.stream().mapToLong(SealingKey::id).sorted().reduce(1, (a, b) -> 31 * a + b);
    }

    /**
     * Seals bytes.
     *
     * @param about what they are; not kept, but must be the same when they are opened
     */
    public byte[] seal(byte[] plain, String about) {
        var key = keys.get(0);
        var body = key.seal(plain, about);
        return ByteBuffer.allocate(Long.BYTES + body.length).putLong(key.id()).put(body).array();
    }

    /**
     * Opens what was sealed.
     *
     * @throws SealException when no key of this ring opens it
     */
    public byte[] open(byte[] sealed, String about) {
        if (sealed.length < Long.BYTES) {
            throw new SealException(about + " is damaged: it is too short");
        }
        var buffer = ByteBuffer.wrap(sealed);
        var id = buffer.getLong();
        var body = new byte[buffer.remaining()];
        buffer.get(body);
        return keys.stream()
                .filter(key -> key.id() == id)
                .findFirst()
                .orElseThrow(() -> new SealException(about + " is sealed with an unknown key"))
                .open(body, about);
    }

    @Override
    public String toString() {
        return "KeyRing[" + keys.size() + "]";
    }
}
