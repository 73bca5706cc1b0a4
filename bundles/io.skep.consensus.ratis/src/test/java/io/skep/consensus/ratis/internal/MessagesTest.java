package io.skep.consensus.ratis.internal;

import static io.skep.consensus.ratis.internal.LoneMember.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a member answers to votes and appends that come twice, late or from another. */
@Timeout(600)
class MessagesTest {

    // by night 500
    private static final int FLIPS = Integer.getInteger("skep.flips", 18);
    private static final long SEED = Long.getLong("skep.seed", System.nanoTime());
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

    /** The digit of the term, and the name it voted for, are among the bits. */
    @Test
    void C_10_votesOnceInATermWhateverBitOfTermAndVoteIsWrong() throws Exception {
        assertTrue(member.votes("b", 5));
        member.stop();
        var meta = member.logDirectory().resolve("raft-meta");
        var good = Files.readAllBytes(meta);
        var text = new String(good, StandardCharsets.US_ASCII);
        var bits =
                new ArrayList<>(new Random(SEED).ints(FLIPS, 0, good.length * 8).boxed().toList());
        bits.add((text.indexOf("term=") + 5) * 8);
        bits.add((text.indexOf("votedFor=") + 9) * 8);
        int refused = 0;
        for (int bit : bits) {
            var bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(meta, bad);
            var seal = Files.readAllBytes(sealed());

            if (member.starts()) {
                assertFalse(member.votes("c", 5), "bit " + bit + ", seed " + SEED);
                member.stop();
            } else {
                refused++;
            }
            Files.write(sealed(), seal);
        }
        Files.write(meta, good);
        member.restart();
        assertTrue(refused >= 2, "the two that would have made it vote again");
        assertFalse(member.votes("c", 5));
        assertTrue(member.votes("c", 6));
    }

    private Path sealed() {
        return member.logDirectory().getParent().resolveSibling("sealed");
    }

    @Test
    void C_10_doesNotStartWhenItsSealIsWrong() throws Exception {
        assertTrue(member.votes("b", 5));
        member.stop();
        Files.writeString(sealed(), Files.readString(sealed()).replace("5 b", "4 b"));

        assertFalse(member.starts());
    }

    /** Ratis leaves these when it finds no room for new ones. */
    @Test
    void C_12_startsAndKnowsItsVoteThoughAFullDiskLeftEmptyFiles() throws Exception {
        assertTrue(member.votes("b", 5));
        member.append("b", 5, Optional.empty(), -1, "x");
        member.stop();
        for (var name : List.of("raft-meta", "raft-meta.conf")) {
            if (Files.exists(member.logDirectory().resolve(name))) {
                Files.write(member.logDirectory().resolve(name), new byte[0]);
            }
        }

        assertTrue(member.starts());

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
