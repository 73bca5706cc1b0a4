package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * The host's snapshots, in the place and with the check sums Ratis knows, so that it sends them to
 * members far behind. Safe for use by any thread once opened.
 */
public final class SnapshotFiles {

    private static final int KEPT = 2;
    private static final SnapshotRetentionPolicy RETENTION =
            new SnapshotRetentionPolicy() {
                @Override
                public int getNumSnapshotsRetained() {
                    return KEPT;
                }
            };

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    // where they lie; set once, before any other thread knows of them
    private volatile @Nullable Path directory;
    // where Ratis gathers those of others; set with it
    private volatile @Nullable Path gathered;

    /** Opens them. */
    public void open(RaftStorage in) throws IOException {
        directory = in.getStorageDir().getStateMachineDir().toPath();
        gathered = in.getStorageDir().getTmpDir().toPath();
        storage.init(in);
    }

    /** What Ratis asks for its snapshots. */
    public StateMachineStorage storage() {
        return storage;
    }

    /** The last one, after its check sum was found right. */
    public Optional<SingleFileSnapshotInfo> checked() throws IOException {
        var latest = storage.loadLatestSnapshot();
        if (latest == null) {
            return Optional.empty();
        }
        var file = latest.getFile().getPath().toFile();
        var sum = MD5FileUtil.readStoredMd5ForFile(file);
        if (sum == null) {
            throw new IOException("snapshot " + file + " has no check sum");
        }
        if (!sum.equals(MD5FileUtil.computeMd5ForFile(file))) {
            throw new IOException("snapshot " + file + " is damaged");
        }
        return Optional.of(latest);
    }

    /** The last index that the last snapshot includes; 0 when there is none. */
    public long index() {
        var latest = storage.getLatestSnapshot();
        return latest == null ? 0 : latest.getIndex();
    }

    /** A file to save to. */
    public Path scratch() {
        return directory().resolve("saving.tmp");
    }

    /** Keeps what was saved. Afterwards it is durable and the last snapshot. */
    public void keep(TermIndex at) throws IOException {
        var file = directory().resolve(name(at));
        var sum = MD5FileUtil.computeMd5ForFile(scratch().toFile());
        try (var handle = FileChannel.open(scratch(), StandardOpenOption.WRITE)) {
            handle.force(true);
        }
        // the sum first: a snapshot with a name is always one with a sum
        MD5FileUtil.saveMD5File(file.toFile(), sum);
        Files.move(scratch(), file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(directory());
        storage.updateLatestSnapshot(
                new SingleFileSnapshotInfo(new FileInfo(file, sum), at.getTerm(), at.getIndex()));
        storage.cleanupOldSnapshots(RETENTION);
    }

    /** Makes what came from another member durable. */
    public void syncArrived() throws IOException {
        var from = Objects.requireNonNull(gathered, "snapshots are not open");
        if (!Files.exists(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                DirectorySync.force(file);
            }
        }
    }

    /** Makes durable that it took the place of those that were there. */
    public void syncPlace() throws IOException {
        DirectorySync.force(Objects.requireNonNull(directory().getParent(), "no place"));
    }

    /** Throws away what was saved. */
    public void discard() throws IOException {
        Files.deleteIfExists(scratch());
    }

    private Path directory() {
        return Objects.requireNonNull(directory, "snapshots are not open");
    }

    private static String name(TermIndex at) {
        return SimpleStateMachineStorage.getSnapshotFileName(at.getTerm(), at.getIndex());
    }
}
