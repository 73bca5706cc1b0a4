package io.skep.consensus.ratis.internal.disk;

import io.skep.consensus.Member;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;

/**
 * Makes a member the only one of its group before it starts: in Ratis' file of members, as if that
 * had been agreed on after the last entry of its log. The log stays as it is, so that what the
 * member does not know to be committed is kept too. May be repeated until the member leads.
 *
 * <p>Source: swarm-behaviour CL-4; Ratis' own tool for it, {@code local raftMetaConf}, does not
 * look at the log, whose members count when they come later.
 */
public final class Solitude {

    private static final String MEMBERS = "raft-meta.conf";
    private static final SizeInBytes LARGEST = SizeInBytes.valueOf("64MB");

    private Solitude() {}

    /**
     * Makes it so; durable when it returns.
     *
     * @param directory where Ratis keeps its files; not in use
     * @return the entry that says so
     */
    public static LogEntryProto begin(Path directory, Member self) throws IOException {
        var members = directory.resolve(MEMBERS);
        if (!Files.exists(members)) {
            throw new IOException("member " + self.id() + " has nothing to go on with");
        }
        var before = LogEntryProto.parseFrom(Files.readAllBytes(members));
        var last = Math.max(before.getIndex(), last(directory));
        var alone =
                LogEntryProto.newBuilder()
                        .setTerm(before.getTerm())
                        .setIndex(last + 1)
                        .setConfigurationEntry(
                                RaftConfigurationProto.newBuilder().addPeers(peer(self)))
                        .build();
        write(members, alone.toByteArray());
        return alone;
    }

    private static RaftPeerProto peer(Member self) {
        return RaftPeer.newBuilder()
                .setId(self.id())
                .setAddress(self.address())
                .build()
                .getRaftPeerProto();
    }

    /** The index of the last entry of the log; -1 when it is empty. */
    private static long last(Path directory) throws IOException {
        var last = new AtomicLong(-1);
        for (var segment : segments(directory)) {
            LogSegment.readSegmentFile(
                    segment.getPath().toFile(),
                    segment.getStartEnd(),
                    LARGEST,
                    CorruptionPolicy.EXCEPTION,
                    null,
                    entry -> last.set(entry.getIndex()));
        }
        return last.get();
    }

    private static List<LogSegmentPath> segments(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.flatMap(file -> Stream.ofNullable(LogSegmentPath.matchLogSegment(file)))
                    .sorted(Comparator.comparing(LogSegmentPath::getStartEnd))
                    .toList();
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var fresh = file.resolveSibling(MEMBERS + ".tmp");
        Files.write(fresh, bytes);
        try (var handle = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            handle.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(file.getParent());
    }
}
