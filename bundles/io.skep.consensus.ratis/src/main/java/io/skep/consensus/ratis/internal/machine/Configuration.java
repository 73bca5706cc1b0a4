package io.skep.consensus.ratis.internal.machine;

import io.skep.consensus.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftConfiguration;

/**
 * Who is in the group.
 *
 * @param since the index since which it is so; negative when that is not in the log
 * @param members who is a member, in id order
 * @param leaving whose say counts as well until it is known that all agreed, in id order; empty
 *     when no change is under way
 */
public record Configuration(long since, List<Member> members, List<Member> leaving) {

    /** As Ratis has it. */
    public static Configuration of(RaftConfiguration raft) {
        return of(raft.getLogEntryIndex(), raft.getCurrentPeers(), raft.getPreviousPeers());
    }

    static Configuration of(
            long since, Collection<RaftPeer> current, Collection<RaftPeer> previous) {
        return new Configuration(since, members(current), members(previous));
    }

    private static List<Member> members(Collection<RaftPeer> peers) {
        return peers.stream()
                .map(peer -> new Member(peer.getId().toString(), addressOf(peer)))
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }

    private static String addressOf(RaftPeer peer) {
        return peer.getAddress() == null ? "" : peer.getAddress();
    }

    /** Whether the group asks this one for its vote. */
    public boolean asks(String member) {
        return voters().anyMatch(member::equals);
    }

    /** Whose votes the group asks for, but for this one. */
    public List<String> others(String member) {
        return voters().filter(voter -> !voter.equals(member)).distinct().toList();
    }

    private Stream<String> voters() {
        return Stream.concat(members.stream(), leaving.stream()).map(Member::id);
    }
}
