package io.skep.store.engine.internal.seal;

import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import io.skep.seam.vault.KeyRing;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this manager seals its entries and snapshots with: a key of its own, and those of the other
 * managers, whose entries are in its log as well. Kept before anything sealed with them is. Changed
 * on the store's loop, used by any thread. Source: swarm-behaviour AL-2, AL-5.
 */
public final class Seal {

    private static final Logger log = LoggerFactory.getLogger(Seal.class);
    private static final String FILE = "keys";
    private static final String ENTRY = "an entry";

    private final Disk disk;
    private final Entropy entropy;
    // set on the loop, used by any thread
    private final AtomicReference<Kept> kept;

    /**
     * What is on the disk.
     *
     * @param locked whether the disk was locked when the key in use was made
     */
    private record Kept(KeyRing ring, boolean locked) {

        private byte[] bytes() {
            var keys = ring.bytes();
            var all = new byte[keys.length + 1];
            all[0] = (byte) (locked ? 1 : 0);
            System.arraycopy(keys, 0, all, 1, keys.length);
            return all;
        }
    }

    /** Takes what is on a disk, or makes a first key. Blocks. */
    public Seal(Disk disk, Entropy entropy) {
        this.disk = disk;
        this.entropy = entropy;
        var before = disk.read(FILE).map(this::parse);
        kept = new AtomicReference<>(before.orElseGet(() -> first(disk, entropy)));
    }

    private Kept parse(byte[] bytes) {
        var keys = KeyRing.parse(Arrays.copyOfRange(bytes, 1, bytes.length), entropy);
        return new Kept(keys, bytes[0] != 0);
    }

    private static Kept first(Disk disk, Entropy entropy) {
        var made = new Kept(KeyRing.fresh(entropy), false);
        disk.replace(FILE, made.bytes());
        return made;
    }

    /** Seals an entry. */
    public byte[] seal(byte[] entry) {
        return ring().seal(entry, ENTRY);
    }

    /** Opens an entry that any manager sealed. */
    public byte[] open(byte[] sealed) {
        return ring().open(sealed, ENTRY);
    }

    /** The keys, for snapshots and for other managers. */
    public KeyRing ring() {
        return kept.get().ring();
    }

    /** Takes another manager's keys; they are on the disk afterwards. Blocks for a moment. */
    public void learn(byte[] keys) {
        var before = kept.get();
        var ring = before.ring().with(KeyRing.parse(keys, entropy));
        if (ring != before.ring()) {
            keep(new Kept(ring, before.locked()));
        }
    }

    /**
     * The disk is locked, or is not. When it is for the first time, the key in use was readable
     * until then, and another one comes into use.
     */
    public void lock(boolean now) {
        var before = kept.get();
        if (before.locked() == now) {
            return;
        }
        try {
            keep(new Kept(now ? before.ring().renewed(entropy) : before.ring(), now));
        } catch (UncheckedIOException refused) {
            log.error("store: no new key, because the disk refuses it", refused);
        }
    }

    private void keep(Kept next) {
        disk.replace(FILE, next.bytes());
        kept.set(next);
    }
}
