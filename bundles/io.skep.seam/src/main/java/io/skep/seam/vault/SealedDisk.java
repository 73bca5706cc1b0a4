package io.skep.seam.vault;

import io.skep.seam.Disk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A disk whose files are sealed, but for certificates, which everybody may read. What was written
 * before there was a vault is read as it is, and sealed when it is written again.
 */
final class SealedDisk implements Disk {

    private static final byte[] MARK = "SKEP-SEALED-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PUBLIC = ".crt";

    private final String owner;
    private final Disk inner;
    private final Vault vault;

    SealedDisk(String owner, Disk inner, Vault vault) {
        this.owner = owner;
        this.inner = inner;
        this.vault = vault;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return inner.read(name).map(bytes -> opened(name, bytes));
    }

    private byte[] opened(String name, byte[] bytes) {
        var marked =
                bytes.length >= MARK.length
                        && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
        return marked
                ? vault.open(
                        Arrays.copyOfRange(bytes, MARK.length, bytes.length), owner + "/" + name)
                : bytes;
    }

    // one at a time: what is sealed anew must not undo what is written meanwhile
    @Override
    public synchronized void replace(String name, byte[] content) {
        inner.replace(name, name.endsWith(PUBLIC) ? content : sealed(name, content));
    }

    @Override
    public synchronized void jot(String name, byte[] content) {
        inner.jot(name, name.endsWith(PUBLIC) ? content : sealed(name, content));
    }

    private byte[] sealed(String name, byte[] content) {
        var body = vault.seal(content, owner + "/" + name);
        var whole = Arrays.copyOf(MARK, MARK.length + body.length);
        System.arraycopy(body, 0, whole, MARK.length, body.length);
        return whole;
    }

    @Override
    public synchronized void delete(String name) {
        inner.delete(name);
    }

    @Override
    public List<String> names() {
        return inner.names();
    }

    /** Seals every file with the key in use now. */
    synchronized void reseal() {
        names().forEach(name -> read(name).ifPresent(content -> replace(name, content)));
    }
}
