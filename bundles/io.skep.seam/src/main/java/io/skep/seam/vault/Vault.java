package io.skep.seam.vault;

import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal what a node keeps, in one file: bare, or sealed themselves with a key that
 * only people and other managers have. Then a node that starts can read nothing until somebody
 * brings it. Every change is one replaced file, so a crash leaves the old or the new state. Its
 * verbs block; safe for use by any thread. Source: swarm-behaviour AL-2.
 */
public final class Vault {

    /** The file. */
    public static final String FILE = "keys";

    private static final String ABOUT = "the keys of this node";
    private static final byte BARE = 'B';
    private static final byte LOCKED = 'L';

    private final Disk disk;
    private final Entropy entropy;
    // what is in the file, once it was read; both guarded by this, because any thread seals files
    private @Nullable KeyRing ring;
    private @Nullable SealingKey lock;

    /** On a disk; nothing is read yet. */
    public Vault(Disk disk, Entropy entropy) {
        this.disk = disk;
        this.entropy = entropy;
    }

    /** Whether somebody has to bring the key first. */
    public synchronized boolean isLocked() {
        return ring == null && kept().filter(bytes -> bytes[0] == LOCKED).isPresent();
    }

    /** Whether it is, or is to be after the next start, locked. */
    public synchronized boolean hasLock() {
        return lock != null || isLocked();
    }

    /** The keys are sealed twice while files are being sealed anew. */
    public synchronized boolean isUnsettled() {
        return !isLocked() && ring().size() > 1;
    }

    /**
     * Opens it.
     *
     * @param key of 32 bytes
     * @return false when that is not the key
     */
    public synchronized boolean unlock(byte[] key) {
        if (!isLocked()) {
            return lock != null && lock.is(key);
        }
        var bytes = kept().orElseThrow();
        var tried = SealingKey.of(0, key, entropy);
        try {
            var body = tried.open(Arrays.copyOfRange(bytes, 1, bytes.length), ABOUT);
            ring = KeyRing.parse(body, entropy);
            lock = tried;
            return true;
        } catch (SealException wrong) {
            return false;
        }
    }

    /**
     * From now on it starts locked. What was bare before is not used any more: a new key comes into
     * use, and what the old one sealed is to be sealed anew before {@link #settle}.
     *
     * @return whether it was bare
     */
    public synchronized boolean lock(byte[] key) {
        var before = lock;
        if (before != null && before.is(key)) {
            return false;
        }
        var next = before == null ? ring().renewed(entropy) : ring();
        keep(next, SealingKey.of(0, key, entropy));
        return before == null;
    }

    /** From now on it starts open. */
    public synchronized void bare() {
        if (lock != null) {
            keep(ring(), null);
        }
    }

    /** Forgets all keys but the one in use. */
    public synchronized void settle() {
        if (ring().size() > 1) {
            keep(ring().newest(), lock);
        }
    }

    /** Forgets all keys: what they sealed is gone for good. */
    public synchronized void reset() {
        disk.delete(FILE);
        ring = null;
        lock = null;
    }

    byte[] seal(byte[] plain, String about) {
        return ring().seal(plain, about);
    }

    byte[] open(byte[] sealed, String about) {
        return ring().open(sealed, about);
    }

    private synchronized KeyRing ring() {
        var known = ring;
        if (known != null) {
            return known;
        }
        var bytes = kept();
        if (bytes.isEmpty()) {
            return keep(KeyRing.fresh(entropy), null);
        }
        if (bytes.get()[0] != BARE) {
            throw new SealException("this node is locked");
        }
        var read = KeyRing.parse(Arrays.copyOfRange(bytes.get(), 1, bytes.get().length), entropy);
        ring = read;
        return read;
    }

    /** What a replacement that was cut off left may hold bare keys that are under a lock since. */
    private Optional<byte[]> kept() {
        disk.sweep(FILE);
        var bytes = disk.read(FILE);
        if (bytes.filter(it -> it.length > 0 && (it[0] == BARE || it[0] == LOCKED)).isEmpty()
                && bytes.isPresent()) {
            throw new SealException("the file " + FILE + " holds no keys");
        }
        return bytes;
    }

    private KeyRing keep(KeyRing next, @Nullable SealingKey under) {
        var body = under == null ? next.bytes() : under.seal(next.bytes(), ABOUT);
        var file = new byte[body.length + 1];
        file[0] = under == null ? BARE : LOCKED;
        System.arraycopy(body, 0, file, 1, body.length);
        disk.replace(FILE, file);
        ring = next;
        lock = under;
        return next;
    }
}
