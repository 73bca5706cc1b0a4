package io.skep.consensus.ratis.internal;

import static io.skep.consensus.ratis.internal.LoneMember.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member that, by the end of its log, is none, and hears of no leader any more. Ratis would close
 * it, though the group may need its vote.
 *
 * <p>Source: consensus-and-faults C-18.
 */
@Timeout(120)
class OutsideTest {

    private static final List<String> THREE = List.of("a", "b", "c");
    private static final List<String> OTHERS = List.of("b", "c");
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @TempDir private Path directory;
    private LoneMember member;

    @SuppressWarnings("NullAway.Init")
    OutsideTest() {}

    @AfterEach
    void close() throws Exception {
        member.close();
    }

    /** Others count it already: its log ends just before the entry that says so. */
    @Test
    void votesThoughItNeverHeardOfItsComing() throws Exception {
        member = LoneMember.outside(directory);

        append(0, 1, member.members(5, 0, "b", "c"), member.entry(5, 1, "x"));

        assertWaits();
        assertTrue(member.votes("c", 6), "its vote counts");
        var came = List.of(member.members(6, 2, "a", "b", "c"));
        member.append("c", 6, Optional.of(at(5, 1)), 2, came);
        assertTrue(member.host.waits(() -> member.members().equals(THREE)));
    }

    /** It is to go, but nobody knows yet whether all agreed. */
    @Test
    void votesWhileItsGoingIsNotAgreedOn() throws Exception {
        member = new LoneMember(directory);
        append(0, 0, member.members(5, 0, "a", "b", "c"));

        append(1, 0, member.members(5, 1, THREE, OTHERS));

        assertWaits();
        assertTrue(member.votes("c", 6), "its vote counts");
        assertEquals(THREE, member.members());
    }

    @Test
    void asksForVotesOnceItIsAMemberAgain() throws Exception {
        member = new LoneMember(directory);
        append(0, 0, member.members(5, 0, "a", "b", "c"));
        append(1, 0, member.members(5, 1, THREE, OTHERS));
        assertWaits();

        var stays = List.of(member.members(6, 1, "a", "b", "c"));
        member.append("c", 6, Optional.of(at(5, 0)), 1, stays);

        assertTrue(member.host.waits(() -> member.canvassed() > 0), "it asks nobody");
        assertEquals(List.of(), member.host.breaks());
    }

    private void append(long first, long commit, LogEntryProto... entries) throws Exception {
        var before = Optional.of(at(5, first - 1)).filter(it -> it.getIndex() >= 0);
        member.append("b", 5, before, commit, List.of(entries));
    }

    /** It hears of no leader, is not closed, and asks nobody. */
    private void assertWaits() throws Exception {
        assertTrue(member.host.waits(this::hearsOfNobody), "" + member.host.said());
        member.host.waits(A_WHILE, () -> !member.host.breaks().isEmpty());
        assertEquals(List.of(), member.host.breaks());
        assertEquals(0, member.canvassed(), "votes it asked for");
    }

    private boolean hearsOfNobody() {
        var said = member.host.said();
        return said.get(said.size() - 1).role() == Role.CANDIDATE;
    }
}
