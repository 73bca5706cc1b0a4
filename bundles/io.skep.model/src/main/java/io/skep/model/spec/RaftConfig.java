package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * Consensus settings; a zero keeps the default.
 *
 * @param snapshotInterval entries between two snapshots
 * @param keepOldSnapshots snapshots kept beside the newest
 * @param logEntriesForSlowFollowers entries kept behind a snapshot
 * @param electionTick ticks without a leader before an election
 * @param heartbeatTick ticks between heartbeats
 */
public record RaftConfig(
        long snapshotInterval,
        @Nullable Long keepOldSnapshots,
        long logEntriesForSlowFollowers,
        int electionTick,
        int heartbeatTick) {}
