package io.skep.consensus.ratis.internal.machine;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.LeaderElectionManagementRequest;
import org.apache.ratis.server.RaftServer;

/**
 * Whether a member that hears of no leader asks for votes. Ratis closes one that would ask though,
 * by the end of its log, it is no member: it was taken in and has not heard of it, or it is to go
 * and nobody knows yet whether all agreed. The group may need its vote, and it may be a member
 * again; so it does not ask as long as it is so, and answers.
 *
 * <p>Source: Raft (Ongaro), 4.3; consensus-and-faults C-18.
 */
final class Candidacy {

    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private boolean paused;

    /** What follows from the end of the log, which may be another one. */
    synchronized void review(RaftServer.Division division) throws IOException {
        var outside =
                division.getRaftConf().getCurrentPeers().stream()
                        .noneMatch(peer -> peer.getId().equals(division.getId()));
        // before it works it asks nobody
        if (outside != paused && division.getInfo().getLifeCycleState().isRunning()) {
            var request = outside ? pause(division) : resume(division);
            division.getRaftServer().leaderElectionManagementAsync(request);
            paused = outside;
        }
    }

    private LeaderElectionManagementRequest pause(RaftServer.Division division) {
        return LeaderElectionManagementRequest.newPause(
                client, division.getId(), division.getGroup().getGroupId(), next());
    }

    private LeaderElectionManagementRequest resume(RaftServer.Division division) {
        return LeaderElectionManagementRequest.newResume(
                client, division.getId(), division.getGroup().getGroupId(), next());
    }

    private long next() {
        return calls.incrementAndGet();
    }
}
