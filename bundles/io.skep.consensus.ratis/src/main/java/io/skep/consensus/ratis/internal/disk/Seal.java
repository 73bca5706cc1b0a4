package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * What this member's term, vote and members were when it last told others something. Ratis' files
 * of them have no check sum, and a member that forgot its vote could vote twice. They may be ahead
 * of the seal, when the power went between them; term and vote are never behind it.
 *
 * <p>When there is no room for a new one of these files, Ratis puts an empty one in the place of
 * the old; when nothing can be put there, it leaves the old one. Of members it does either without
 * a word. And while it reads its log again after a start, it writes the members of the past into
 * that file, one after the other. So the seal says what an empty file of term and vote said, and
 * who is a member, as Ratis told it.
 *
 * <p>Source: consensus-and-faults C-10, C-12, C-13, C-20.
 */
public final class Seal {

    /** The name of the file. */
    public static final String FILE = "sealed";

    private static final String META = "raft-meta";

    private final Path file;
    private final Path directory;
    private final MembersFile ofRatis;
    // as Ratis told last; before it tells anything, as they were at the start
    private LogEntryProto members = Promise.NOBODY;
    private Optional<Promise> sealed = Optional.empty();

    /**
     * Of a member.
     *
     * @param home where the seal is kept
     * @param directory where Ratis keeps the files
     */
    public Seal(Path home, Path directory) {
        this.file = home.resolve(FILE);
        this.directory = directory;
        this.ofRatis = new MembersFile(directory.resolve(META + ".conf"));
    }

    /** Mends what Ratis left behind, and fails when the files are not what they were. */
    public synchronized void check() throws IOException {
        if (!Files.isDirectory(directory)) {
            forget();
        } else if (Files.exists(file)) {
            check(Promise.parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } else {
            unmake();
        }
        members = ofRatis.read();
    }

    /** Let go by its group, or fresh: it promised nothing. */
    private void forget() throws IOException {
        if (Files.deleteIfExists(file)) {
            DirectorySync.force(file.getParent());
        }
    }

    /** There was no room for Ratis' first file: nothing was promised yet, it begins anew. */
    private void unmake() throws IOException {
        var meta = directory.resolve(META);
        try (var files = Files.list(directory)) {
            if (isEmpty(meta) && files.allMatch(meta::equals)) {
                Files.delete(meta);
            }
        }
    }

    private void check(Promise before) throws IOException {
        if (isEmpty(directory.resolve(META))) {
            replace(directory.resolve(META), before.meta());
        }
        if (before.members().hasConfigurationEntry() && ofRatis.isBehind(before.members())) {
            replace(ofRatis.path(), before.members().toByteArray());
        }
        var now = promise();
        if (now.isEmpty() || !now.get().mayFollow(before)) {
            throw new IOException("term or vote is damaged: " + now + ", before: " + before);
        }
    }

    private static boolean isEmpty(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) == 0;
    }

    /** Ratis says who is a member now. Safe for use by any thread. */
    synchronized void learn(LogEntryProto now) {
        members = now;
    }

    /** A snapshot that arrives has these; it may be of a leader of the past. */
    synchronized void learnAhead(LogEntryProto next) {
        if (!members.hasConfigurationEntry() || next.getIndex() > members.getIndex()) {
            members = next;
        }
    }

    /** Whether it was not sealed yet who is a member. */
    synchronized boolean isBehind() {
        return sealed.filter(it -> it.members().equals(members)).isEmpty();
    }

    /** Keeps how it is now; it and Ratis' files are durable when it returns. For any thread. */
    public synchronized void renew() throws IOException {
        // what is read before is durable after it
        var now = promise();
        DirectorySync.force(directory);
        if (now.isPresent() && !now.equals(sealed)) {
            replace(file, now.get().line().getBytes(StandardCharsets.ISO_8859_1));
            sealed = now;
        }
    }

    /**
     * Whether a file can be written now.
     *
     * @throws IOException when what Ratis has written cannot be read
     */
    synchronized boolean takes() throws IOException {
        promise();
        try {
            replace(file.resolveSibling(FILE + ".probe"), new byte[] {1});
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** As a whole, or not at all. */
    private void replace(Path target, byte[] content) throws IOException {
        var fresh = file.resolveSibling(FILE + ".tmp");
        Files.write(fresh, content);
        try (var handle = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            handle.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(target.getParent());
    }

    private Optional<Promise> promise() throws IOException {
        var meta = directory.resolve(META);
        if (!Files.exists(meta)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(meta, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException damaged) {
            throw new IOException(META + " is damaged", damaged);
        }
        return Optional.of(
                new Promise(
                        Promise.number(properties.getProperty("term", "")),
                        properties.getProperty("votedFor", "").replace(' ', '_'),
                        members));
    }
}
