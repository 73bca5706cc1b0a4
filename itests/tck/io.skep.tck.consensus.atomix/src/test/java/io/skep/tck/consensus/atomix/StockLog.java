package io.skep.tck.consensus.atomix;

import io.atomix.protocols.raft.partition.impl.RaftNamespaces;
import io.atomix.protocols.raft.storage.RaftStorage;
import io.atomix.protocols.raft.storage.log.RaftLog;
import io.atomix.protocols.raft.storage.log.RaftLogReader;
import io.atomix.protocols.raft.storage.log.entry.InitializeEntry;
import io.atomix.storage.StorageLevel;
import java.nio.file.Path;

/** Atomix' log, with the safest settings it has. */
final class StockLog implements AutoCloseable {

    /** As large as Atomix makes them. */
    static final int SEGMENT = 32 << 20;

    private static final int ENTRY = 256;

    private final RaftLog log;

    StockLog(Path directory, int segment) {
        log = storage(directory, segment).openLog();
    }

    static RaftStorage storage(Path directory, int segment) {
        return RaftStorage.builder()
                .withPrefix("control")
                .withDirectory(directory.toFile())
                .withNamespace(RaftNamespaces.RAFT_STORAGE)
                .withStorageLevel(StorageLevel.DISK)
                .withFlushOnCommit(true)
                .withMaxSegmentSize(segment)
                .withMaxEntrySize(ENTRY)
                .build();
    }

    /** Appends and commits an entry as the leader of a group of one does, and tells its index. */
    long write() {
        var index = log.writer().append(new InitializeEntry(1, 0)).index();
        log.writer().commit(index);
        return index;
    }

    /** How many entries it has. */
    long count() {
        long count = 0;
        try (var reader = log.openReader(1, RaftLogReader.Mode.ALL)) {
            while (reader.hasNext()) {
                reader.next();
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        log.close();
    }
}
