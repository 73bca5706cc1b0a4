package io.skep.consensus.ratis.internal;

import static io.skep.consensus.ratis.internal.LoneMember.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a member answers to votes and appends that come twice, late or from another. */
@Timeout(60)
class MessagesTest {

    private static final Duration A_WHILE = Duration.ofMillis(300);

    @TempDir private Path directory;
    private LoneMember member;

    @SuppressWarnings("NullAway.Init")
    MessagesTest() {}

    @BeforeEach
    void open() throws Exception {
        member = new LoneMember(directory);
    }

    @AfterEach
    void close() throws Exception {
        member.close();
    }

    @Test
    void C_05_votesOnceInATermThoughItsLeaderIsHeardNoMore() throws Exception {
        assertTrue(member.votes("b", 5));
        member.append("b", 5, Optional.empty(), -1);
        member.missesItsLeader();

        assertFalse(member.votes("c", 5));
    }

    @Test
    void C_05_votesOnceInATermThoughItWasRestarted() throws Exception {
        assertTrue(member.votes("b", 5));

        member.restart();

        assertFalse(member.votes("c", 5));
        assertTrue(member.votes("c", 6));
    }

    @Test
    void C_09_keepsWhatItAcknowledgedWhenTheFirstMessageComesAgain() throws Exception {
        assertTrue(member.votes("b", 5));
        member.append("b", 5, Optional.empty(), -1, "x");
        var acknowledged = member.append("b", 5, Optional.of(at(5, 0)), -1, "y", "z");
        assertEquals(AppendResult.SUCCESS, acknowledged.getResult());

        member.append("b", 5, Optional.empty(), -1, "x");
        member.append("b", 5, Optional.of(at(5, 2)), 2);

        assertTrue(member.host.waits(() -> member.host.texts().size() == 3));
        assertEquals(List.of("x", "y", "z"), member.host.texts());
    }

    @Test
    void C_09_takesNothingThatFollowsWhatItDoesNotHave() throws Exception {
        assertTrue(member.votes("b", 5));
        member.append("b", 5, Optional.empty(), -1, "x");

        var reply = member.append("b", 5, Optional.of(at(5, 3)), 4, "late");

        assertEquals(AppendResult.INCONSISTENCY, reply.getResult());
        assertEquals(1, reply.getNextIndex());
    }

    @Test
    void C_08_commitsNothingOfAnOldTermThatTheNewLeaderDoesNotHave() throws Exception {
        assertTrue(member.votes("b", 5));
        member.append("b", 5, Optional.empty(), -1, "x", "old", "older");
        assertTrue(member.votes("c", 6));

        // the new leader has committed far more, and of this tail nothing but x
        var asks = member.append("c", 6, Optional.of(at(6, 3)), 10);
        member.append("c", 6, Optional.of(at(5, 0)), 1, "new");

        assertNotEquals(AppendResult.SUCCESS, asks.getResult());
        assertTrue(member.host.waits(() -> member.host.texts().size() >= 2));
        member.host.waits(A_WHILE, () -> member.host.texts().size() > 2);
        assertEquals(List.of("x", "new"), member.host.texts());
    }

    @Test
    void hearsNothingOfAnOldTerm() throws Exception {
        assertTrue(member.votes("b", 5));

        var reply = member.append("c", 4, Optional.empty(), 0, "old");

        assertEquals(AppendResult.NOT_LEADER, reply.getResult());
        assertEquals(List.of(), member.host.texts());
    }
}
