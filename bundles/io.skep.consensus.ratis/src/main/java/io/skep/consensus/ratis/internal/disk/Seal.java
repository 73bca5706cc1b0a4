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
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * What Ratis' files of term, vote and members said when this member last told others something:
 * they have no check sum, and a member that forgot its vote could vote twice. The files may be
 * ahead of the seal, when the power went between them; they are never behind it.
 *
 * <p>Of the entry that says who is a member, its index and the members count: who gets a snapshot
 * gets the same members at the same index, but without the entry's term.
 *
 * <p>When there is no room for a new one of these files, Ratis puts an empty one in the place of
 * the old. What was in it is said by the seal and by a copy of the members beside it.
 *
 * <p>Source: consensus-and-faults C-10, C-12, C-20.
 */
public final class Seal {

    /** The name of the file. */
    public static final String FILE = "sealed";

    private static final String META = "raft-meta";
    private static final String MEMBERS = META + ".conf";

    private record Promise(long term, String vote, long since, long members) {

        static Promise parse(String line) throws IOException {
            var words = line.split(" ", -1);
            if (words.length != 5 || sum(text(words)) != number(words[4])) {
                throw new IOException(FILE + " is damaged");
            }
            return new Promise(number(words[0]), words[1], number(words[2]), number(words[3]));
        }

        private static String text(String... words) {
            return String.join(" ", words[0], words[1], words[2], words[3]);
        }

        String line() {
            var text = text("" + term, vote, "" + since, "" + members);
            return text + " " + sum(text);
        }

        /** As Ratis writes it. */
        byte[] meta() {
            var text = "term=" + term + "\nvotedFor=" + vote + "\n";
            return text.getBytes(StandardCharsets.UTF_8);
        }

        Promise with(long other) {
            return new Promise(term, vote, since, other);
        }

        /** The same members at another index are others: each term begins with saying them. */
        boolean hasMembersOf(Promise before) {
            return since == before.since && members == before.members;
        }

        boolean mayFollow(Promise before) {
            var voted = vote.equals(before.vote) || before.vote.isEmpty();
            return (term > before.term || term == before.term && voted)
                    && (since > before.since || hasMembersOf(before));
        }
    }

    private final Path file;
    private final Path directory;
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
    }

    /** Fails when the files are not what they were. */
    public synchronized void check() throws IOException {
        if (!Files.isDirectory(directory)) {
            // let go by its group, or fresh: it promised nothing
            Files.deleteIfExists(file);
        } else if (Files.exists(file)) {
            var before = Promise.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            fill(before);
            var now = promise();
            if (now.isEmpty() || !mayFollow(now.get(), before)) {
                throw new IOException(
                        "term, vote or members are damaged: " + now + ", before: " + before);
            }
        }
    }

    /** Seals of before had the sum of the whole entry. */
    private boolean mayFollow(Promise now, Promise before) throws IOException {
        return now.mayFollow(before) || now.with(sum(members())).mayFollow(before);
    }

    private void fill(Promise before) throws IOException {
        if (isEmpty(directory.resolve(META))) {
            replace(directory.resolve(META), before.meta());
        }
        if (isEmpty(directory.resolve(MEMBERS)) && Files.exists(copy())) {
            replace(directory.resolve(MEMBERS), Files.readAllBytes(copy()));
        }
    }

    private static boolean isEmpty(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) == 0;
    }

    private Path copy() {
        return file.resolveSibling(FILE + ".members");
    }

    /** Keeps what the files say now; durable when it returns. Safe for use by any thread. */
    public synchronized void renew() throws IOException {
        var now = promise();
        if (now.isPresent() && !now.equals(sealed)) {
            if (sealed.filter(now.get()::hasMembersOf).isEmpty()) {
                replace(copy(), members());
            }
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
        var members = members();
        var entry = LogEntryProto.parseFrom(members);
        return Optional.of(
                new Promise(
                        number(properties.getProperty("term", "")),
                        properties.getProperty("votedFor", "").replace(' ', '_'),
                        members.length == 0 ? 0 : 1 + entry.getIndex(),
                        sum(entry.getConfigurationEntry().toByteArray())));
    }

    private byte[] members() throws IOException {
        var conf = directory.resolve(MEMBERS);
        return Files.exists(conf) ? Files.readAllBytes(conf) : new byte[0];
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            throw new IOException("no number: '" + text + "'", damaged);
        }
    }

    private static long sum(String text) {
        return sum(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long sum(byte[] bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }
}
