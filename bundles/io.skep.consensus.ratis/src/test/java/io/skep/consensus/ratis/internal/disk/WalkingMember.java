package io.skep.consensus.ratis.internal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.seam.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageImpl;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.server.storage.StorageImplUtils;
import org.apache.ratis.util.SizeInBytes;

/**
 * What a member does to its files of term, vote and members, by Ratis' own code, in the order in
 * which Ratis does it, and what its disk does meanwhile. Of its log only the entries count that say
 * who is a member, and they are in memory: a log that cannot be written ends the member.
 */
final class WalkingMember {

    private enum Disk {
        GOOD,
        FULL,
        FAILING
    }

    private static final Time CLOCK =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }
            };

    private final Path home;
    private final Path current;
    private final Random random;
    private DirectorySync sync;
    private RaftStorageImpl storage;
    private Disk disk = Disk.GOOD;
    // entries that say who is a member, the first of them is not in the log any more
    private final List<LogEntryProto> log = new ArrayList<>();
    private int saved;
    private int applied;
    private long index;
    private RaftStorageMetadata now = RaftStorageMetadata.getDefault();
    private RaftStorageMetadata kept = now;
    private RaftStorageMetadata told = now;

    WalkingMember(Path home, Random random) throws IOException {
        this.home = Files.createDirectories(home);
        this.current = home.resolve("group").resolve("current");
        this.random = random;
        this.log.add(Promise.NOBODY);
        start();
    }

    /** One step of any kind. */
    void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0, 1 -> vote();
            case 2 -> hearOfAnotherTerm();
            case 3, 4 -> append();
            case 5, 6, 7 -> apply();
            case 8 -> compact();
            case 9 -> become(Disk.GOOD);
            case 10 -> become(Disk.values()[random.nextInt(3)]);
            default -> end();
        }
    }

    private void vote() throws IOException {
        var candidate = RaftPeerId.valueOf("m" + random.nextInt(3));
        now = RaftStorageMetadata.valueOf(now.getTerm() + 1, candidate);
        persist();
    }

    private void hearOfAnotherTerm() throws IOException {
        now = RaftStorageMetadata.valueOf(now.getTerm() + 1, RaftPeerId.valueOf(""));
        persist();
    }

    /** Whoever cannot keep it does not tell it. */
    private void persist() throws IOException {
        try {
            write("raft-meta", () -> storage.getMetadataFile().persist(now));
            kept = now;
        } catch (IOException refused) {
            return;
        }
        tell();
    }

    /** Whether it may tell others what it keeps; it ends when it cannot. */
    private boolean tell() throws IOException {
        try {
            sync.sync();
            told = kept;
            return true;
        } catch (IOException broken) {
            end();
            return false;
        }
    }

    private void append() throws IOException {
        index += 1 + random.nextInt(3);
        if (tell()) {
            log.add(members(index, 1 + random.nextInt(5)));
        }
    }

    private static LogEntryProto members(long index, int count) {
        var all = RaftConfigurationProto.newBuilder();
        for (int number = 0; number < count; number++) {
            var peer = RaftPeer.newBuilder().setId("m" + number).setAddress("m:" + number).build();
            all.addPeers(peer.getRaftPeerProto());
        }
        return LogEntryProto.newBuilder().setIndex(index).setConfigurationEntry(all).build();
    }

    private void apply() throws IOException {
        if (applied + 1 < log.size()) {
            var entry = log.get(++applied);
            try {
                write("raft-meta.conf", () -> storage.writeRaftConfiguration(entry));
            } catch (IOException silent) {
                // Ratis does not tell either
            }
            sync.learn(entry);
        }
    }

    /** Saves a snapshot, which may or may not take the place of the log. */
    private void compact() {
        try {
            sync.sync();
        } catch (IOException refused) {
            return;
        }
        told = kept;
        saved = applied;
        if (random.nextBoolean()) {
            log.subList(0, applied).clear();
            applied = 0;
            saved = 0;
        }
    }

    private void become(Disk other) throws IOException {
        disk = other;
        var obstacle = home.resolve(Seal.FILE + ".tmp");
        Files.deleteIfExists(obstacle);
        // what takes nothing of Ratis may take something of ours
        if (disk != Disk.GOOD && random.nextBoolean()) {
            Files.createDirectory(obstacle);
        }
    }

    /** Killed, or broken; and started again. */
    private void end() throws IOException {
        storage.close();
        try {
            start();
        } catch (IOException refused) {
            assertTrue(disk != Disk.GOOD, () -> "refused to start: " + refused);
            become(Disk.GOOD);
            start();
        }
        now = storage.getMetadataFile().getMetadata();
        kept = now;
        applied = saved;
        judge();
    }

    private void start() throws IOException {
        sync = new DirectorySync(home, current, CLOCK);
        sync.check();
        storage =
                StorageImplUtils.newRaftStorage(
                        current.getParent().toFile(),
                        SizeInBytes.valueOf(0),
                        StartupOption.RECOVER,
                        CorruptionPolicy.EXCEPTION);
        storage.initialize();
    }

    private void judge() throws IOException {
        assertTrue(
                now.getTerm() > told.getTerm()
                        || now.getTerm() == told.getTerm()
                                && (told.getVotedFor().equals(now.getVotedFor())
                                        || told.getVotedFor().toString().isEmpty()),
                () -> "told " + told + " and says now " + now);
        var file = new MembersFile(current.resolve("raft-meta.conf")).read();
        var newest =
                Stream.concat(Stream.of(file), log.stream().skip(1))
                        .reduce((one, other) -> one.getIndex() > other.getIndex() ? one : other)
                        .orElseThrow();
        assertEquals(log.get(log.size() - 1), newest, "members");
    }

    private interface Write {
        void run() throws IOException;
    }

    /** Ratis writes one of its files. */
    private void write(String name, Write write) throws IOException {
        var fresh = current.resolve(name + ".tmp");
        switch (disk) {
            case GOOD -> write.run();
            case FAILING -> {
                Files.createDirectory(fresh);
                try {
                    write.run();
                } finally {
                    Files.deleteIfExists(fresh);
                }
            }
            case FULL -> {
                // as its AtomicFileOutputStream does when there is no room for the first byte
                Files.write(fresh, new byte[0]);
                Files.move(fresh, current.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                throw new IOException("No space left on device");
            }
            default -> throw new IllegalStateException("" + disk);
        }
    }

    void close() throws IOException {
        storage.close();
    }
}
