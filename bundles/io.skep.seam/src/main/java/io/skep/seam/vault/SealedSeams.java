package io.skep.seam.vault;

import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Seams whose disks are sealed by a vault. Safe for use by any thread. */
public final class SealedSeams implements Seams {

    private final Seams inner;
    private final Vault vault;
    // one disk for each owner, whoever asks
    private final Map<String, SealedDisk> disks = new ConcurrentHashMap<>();

    /** Seals what is kept on the disks of others. */
    public SealedSeams(Seams inner, Vault vault) {
        this.inner = inner;
        this.vault = vault;
    }

    @Override
    public Time time() {
        return inner.time();
    }

    @Override
    public Loop loop(String name) {
        return inner.loop(name);
    }

    @Override
    public Workers workers() {
        return inner.workers();
    }

    @Override
    public Entropy entropy() {
        return inner.entropy();
    }

    @Override
    public Disk disk(String owner) {
        return sealed(owner);
    }

    private SealedDisk sealed(String owner) {
        return disks.computeIfAbsent(owner, any -> new SealedDisk(any, inner.disk(any), vault));
    }

    /** Seals everything of these owners with the key in use now, and forgets older ones. Blocks. */
    public void reseal(List<String> owners) {
        owners.forEach(owner -> sealed(owner).reseal());
        vault.settle();
    }
}
