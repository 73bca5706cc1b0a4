package io.skep.itests.sim;

import io.skep.seam.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Files in memory. What {@link #replace} wrote is synced, as agreed; removals are not, so a crash
 * may undo them. A disk that {@linkplain #lies} syncs nothing until it is told to.
 */
public final class SimDisk implements Disk {

    private final SimKernel kernel;
    private final BooleanSupplier takes;
    private final SortedMap<String, byte[]> seen = new TreeMap<>();
    private final SortedMap<String, byte[]> synced = new TreeMap<>();
    private boolean full;
    private boolean lying;

    SimDisk(SimKernel kernel, BooleanSupplier takes) {
        this.kernel = kernel;
        this.takes = takes;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(seen.get(name)).map(byte[]::clone);
    }

    @Override
    public void replace(String name, byte[] content) {
        if (full) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
        change();
        seen.put(name, content.clone());
        if (!lying) {
            synced.put(name, content.clone());
        }
    }

    private void change() {
        if (!takes.getAsBoolean()) {
            throw new UncheckedIOException(new IOException("Input/output error"));
        }
    }

    @Override
    public void delete(String name) {
        change();
        seen.remove(name);
    }

    @Override
    public List<String> names() {
        return List.copyOf(seen.keySet());
    }

    /** Whether every write is refused from now on. */
    public void full(boolean refuses) {
        full = refuses;
    }

    /** Whether it says from now on that it has synced what it has not. */
    public void lies(boolean keepsQuiet) {
        lying = keepsQuiet;
    }

    /** Syncs everything. */
    public void sync() {
        synced.clear();
        synced.putAll(seen);
    }

    /** Keeps what was synced; each of the rest on the toss of a coin. */
    void crash() {
        for (var name : List.copyOf(seen.keySet())) {
            if (kernel.below(2) == 0) {
                synced.put(name, seen.get(name));
            }
        }
        for (var name : List.copyOf(synced.keySet())) {
            if (!seen.containsKey(name) && kernel.below(2) == 0) {
                synced.remove(name);
            }
        }
        seen.clear();
        seen.putAll(synced);
    }
}
