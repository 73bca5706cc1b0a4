package io.skep.consensus.ratis.internal.disk;

import io.skep.seam.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * Makes the names in a directory durable: Ratis syncs files, but not the directory in which it
 * makes and renames them.
 *
 * <p>Source: consensus-and-faults E10.
 */
public final class DirectorySync {

    /** Two changes closer than this may carry the same time. */
    private static final Duration COARSE = Duration.ofMillis(100);

    private final Path directory;
    private final Time time;
    private final Seal seal;
    // when the directory had changed last when it was synced; a lost race costs one more sync
    private volatile FileTime synced = FileTime.fromMillis(0);

    /**
     * Of a directory, which may come into being later.
     *
     * @param home where the seal on its files is
     */
    public DirectorySync(Path home, Path directory, Time time) {
        this.directory = directory;
        this.time = time;
        this.seal = new Seal(home, directory);
    }

    /**
     * Mends what a power cut tore, makes what can be read durable, and fails when there is other
     * damage. Before the start.
     */
    public void check() throws IOException {
        Leftovers.clear(directory.resolveSibling("sm"), directory.resolveSibling("tmp"));
        TornTail.mend(directory);
        seal.check();
        OpenEnd.writeAgain(directory);
    }

    /**
     * Ratis says who is a member now: durable after the next {@link #sync}, whether or not it could
     * write its own file of that. Safe for use by any thread.
     */
    public void learn(LogEntryProto members) {
        seal.learn(members);
    }

    /**
     * Seals who is a member after a snapshot that is about to take the place of the log, unless
     * that is older than what is known. Safe for use by any thread.
     */
    public void learnAhead(LogEntryProto members) throws IOException {
        seal.learnAhead(members);
        sync();
    }

    /**
     * Whether the disk takes files now.
     *
     * @throws IOException when what is on it cannot be read
     */
    public boolean takes() throws IOException {
        return seal.takes();
    }

    /** Syncs the directory and seals it, if it has changed. Safe for use by any thread. */
    public void sync() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var changed = Files.getLastModifiedTime(directory);
        if (changed.equals(synced) && !recent(changed) && !seal.isBehind()) {
            return;
        }
        seal.renew();
        synced = changed;
    }

    /** Syncs a directory, and those above it up to {@code top}. */
    public static void forceUpTo(Path top, Path directory) throws IOException {
        for (var at = directory; at != null && at.startsWith(top); at = at.getParent()) {
            force(at);
        }
    }

    /** Syncs a directory, or a file. */
    public static void force(Path file) throws IOException {
        try (var handle = FileChannel.open(file, StandardOpenOption.READ)) {
            handle.force(true);
        }
    }

    private boolean recent(FileTime changed) {
        return Duration.between(changed.toInstant(), time.now()).abs().compareTo(COARSE) < 0;
    }
}
