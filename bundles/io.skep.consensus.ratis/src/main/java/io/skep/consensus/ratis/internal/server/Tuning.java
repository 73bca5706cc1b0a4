package io.skep.consensus.ratis.internal.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.skep.consensus.Consensus;
import io.skep.consensus.ratis.internal.wire.PeerRpcType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * Ratis' settings: safe ones first, then small ones.
 *
 * <p>Source: consensus-and-faults 2.7.
 */
final class Tuning {

    private static final int MEBI = 1 << 20;
    private static final int KIBI = 1 << 10;
    private static final int LARGEST_ENTRY = Consensus.MAX_ENTRY_BYTES + 64 * KIBI;

    private Tuning() {}

    static RaftProperties of(Identity self, Path directory) {
        var properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, new PeerRpcType());
        RaftServerConfigKeys.setStorageDir(properties, List.of(directory.toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(properties, directory.resolve("removed").toFile());
        safe(properties);
        small(properties);
        direct(properties);
        elections(properties, self.election().toMillis());
        if (self.isAlone()) {
            quick(properties);
        }
        return properties;
    }

    private static void safe(RaftProperties properties) {
        RaftServerConfigKeys.Read.setOption(
                properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
        // a process that was stopped for long is no reason to end: an election sorts it out
        RaftServerConfigKeys.setCloseThreshold(
                properties, TimeDuration.valueOf(365, TimeUnit.DAYS));
        // the commit index is found again by the next election; without it a commit syncs once
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // snapshots are the host's, see Membership
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(
                properties, TimeDuration.valueOf(1, SECONDS));
    }

    private static void small(RaftProperties properties) {
        RaftServerConfigKeys.Write.setElementLimit(properties, 1_024);
        RaftServerConfigKeys.Write.setByteLimit(properties, size(32 * MEBI));
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, size(MEBI));
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, size(8 * MEBI));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, size(MEBI));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, size(8 * MEBI));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, size(LARGEST_ENTRY));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, size(LARGEST_ENTRY + KIBI));
        // nobody asks twice, and what is kept for that for long costs collections
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, millis(100));
    }

    /**
     * What a leader sends is appended by the thread that brings it. Otherwise it goes over two more
     * threads, one of which, where there are two processors or fewer, is begun for it and ends.
     */
    private static void direct(RaftProperties properties) {
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
    }

    /**
     * Whoever leads calls every half of the least time. See
     * docs/decisions/0005-elections-within-two-seconds.md.
     */
    private static void elections(RaftProperties properties, long least) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(least));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2 * least));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        RaftServerConfigKeys.Rpc.setSleepTime(properties, millis(least / 4));
        RaftServerConfigKeys.setStagingTimeout(properties, TimeDuration.valueOf(10, SECONDS));
    }

    /**
     * Who began alone leads at once when it starts: nobody else can. Should it have got others
     * since, then they follow somebody, and refuse it their votes before it becomes a candidate.
     */
    private static void quick(RaftProperties properties) {
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(5));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(15));
    }

    private static TimeDuration millis(long count) {
        return TimeDuration.valueOf(count, TimeUnit.MILLISECONDS);
    }

    private static SizeInBytes size(long bytes) {
        return SizeInBytes.valueOf(bytes);
    }
}
