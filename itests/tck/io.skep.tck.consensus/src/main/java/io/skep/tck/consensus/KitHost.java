package io.skep.tck.consensus;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A host whose state is the texts of all entries; it acknowledges at once, or when it is told to.
 * Safe for use by any thread.
 */
public final class KitHost implements ConsensusSink {

    /** A role it was told. */
    public record Said(Role role, long term, String leader) {}

    private final Duration patience;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private final List<CompletableFuture<Void>> unacknowledged = new ArrayList<>();
    private boolean holding;
    private boolean refusesToSave;
    private CompletableFuture<Void> mayEndSaving = CompletableFuture.completedFuture(null);
    private long index;
    private int calls;
    private int installs;

    /** A host that waits that long for what it expects. */
    public KitHost(Duration patience) {
        this.patience = patience;
    }

    @Override
    public CompletionStage<Void> committed(List<Entry> batch) {
        return taken(
                () -> {
                    for (var entry : batch) {
                        entries.add(entry);
                        texts.add(new String(entry.bytes(), StandardCharsets.ISO_8859_1));
                        index = Math.max(index, entry.index());
                    }
                });
    }

    @Override
    public CompletionStage<Void> install(long at, Path file) {
        return taken(
                () -> {
                    installs++;
                    texts.clear();
                    texts.addAll(read(file));
                    index = at;
                });
    }

    private synchronized CompletionStage<Void> taken(Runnable change) {
        calls++;
        if (!unacknowledged.isEmpty()) {
            wrongs.add("call " + calls + " came before the one before was acknowledged");
        }
        change.run();
        notifyAll();
        if (!holding) {
            return CompletableFuture.completedFuture(null);
        }
        var later = new CompletableFuture<Void>();
        unacknowledged.add(later);
        return later;
    }

    @Override
    public synchronized void role(Role role, long term, String leader) {
        calls++;
        said.add(new Said(role, term, leader));
        notifyAll();
    }

    @Override
    public synchronized void broken(String why) {
        breaks.add(why);
        notifyAll();
    }

    @Override
    public synchronized CompletionStage<Long> save(Path file) {
        calls++;
        notifyAll();
        if (refusesToSave) {
            return CompletableFuture.failedFuture(new IOException("cannot save"));
        }
        write(file, texts);
        var saved = index;
        return mayEndSaving.thenApply(done -> saved);
    }

    /** From now on it acknowledges nothing. */
    public synchronized void hold() {
        holding = true;
    }

    /** Acknowledges what it holds, and everything from now on. */
    public void release() {
        List<CompletableFuture<Void>> held;
        synchronized (this) {
            holding = false;
            held = List.copyOf(unacknowledged);
            unacknowledged.clear();
        }
        held.forEach(later -> later.complete(null));
    }

    /** From now on it cannot save. */
    public synchronized void refuseToSave() {
        refusesToSave = true;
    }

    /** From now on saving ends when the result is completed. */
    public synchronized CompletableFuture<Void> saveSlowly() {
        mayEndSaving = new CompletableFuture<>();
        return mayEndSaving;
    }

    /** The entries it got since it was opened. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Its state. */
    public synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    /** The last index it knows of. */
    public synchronized long index() {
        return index;
    }

    /** How often it was called. */
    public synchronized int calls() {
        return calls;
    }

    /** How often it was given another state. */
    public synchronized int installs() {
        return installs;
    }

    /** Why the member could not go on, each time it said so. */
    public synchronized List<String> breaks() {
        return List.copyOf(breaks);
    }

    /** What was done to it that must not be done. */
    public synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** Whether it was told last that its member leads. */
    public synchronized boolean leads() {
        return !said.isEmpty() && said.get(said.size() - 1).role() == Role.LEADER;
    }

    /** All roles it was told. */
    public synchronized List<Said> said() {
        return List.copyOf(said);
    }

    /** Waits until something holds, for the patience it has at most. */
    public boolean waits(BooleanSupplier until) throws InterruptedException {
        return waits(patience, until);
    }

    /** Waits until something holds, so long at most. */
    public synchronized boolean waits(Duration most, BooleanSupplier until)
            throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!until.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines, StandardCharsets.ISO_8859_1);
            try (var handle = FileChannel.open(file, StandardOpenOption.WRITE)) {
                handle.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
