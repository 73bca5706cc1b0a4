package io.skep.consensus.ratis.internal;

import static io.skep.consensus.ratis.internal.LoneMember.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is a member, known again though Ratis' file of it is not what it was. */
@Timeout(120)
class MembersFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    @TempDir private Path directory;
    private LoneMember member;
    private long term = 5;

    @SuppressWarnings("NullAway.Init")
    MembersFileTest() {}

    @BeforeEach
    void open() throws Exception {
        member = new LoneMember(directory);
    }

    @AfterEach
    void close() throws Exception {
        member.close();
    }

    /** What is appended begins at an index, and all before it is of term 5. */
    private void append(long first, long commit, LogEntryProto... entries) throws Exception {
        var before = Optional.of(at(5, first - 1)).filter(it -> it.getIndex() >= 0);
        member.append("b", term, before, commit, List.of(entries));
    }

    /** What closes a part of the log, so that a snapshot can take its place. */
    private void nextTerm(long first) throws Exception {
        term = 6;
        append(first, first, member.entry(term, first, "x"));
        assertTrue(member.host.waits(() -> member.host.texts().size() == 1));
    }

    private Path file() {
        return member.logDirectory().resolve("raft-meta.conf");
    }

    private static long index(Path file) throws Exception {
        return Files.exists(file) && Files.size(file) > 0
                ? LogEntryProto.parseFrom(Files.readAllBytes(file)).getIndex()
                : -1;
    }

    /** Until Ratis has written that file; nobody tells of it. */
    private void waits(long index) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (index(file()) != index && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(index, index(file()));
    }

    /** Ratis writes members of the past while it reads its log again. */
    @Test
    void C_12_startsThoughItEndedWhileItReadItsLogAgain() throws Exception {
        append(0, 0, member.members(5, 0, "a", "b", "c"));
        append(1, 1, member.members(5, 1, "a", "b", "c", "d"));
        waits(1);
        append(2, 2, member.entry(5, 2, "x"));
        member.restart();

        append(3, 0);
        waits(0);
        member.stop();

        assertTrue(member.starts());
        assertEquals(FOUR, member.members());
    }

    /** No room for a new file, or nothing can be put in the place of the old one. */
    @Test
    void C_13_knowsItsMembersThoughTheirFileCouldNotBeReplaced() throws Exception {
        append(0, 0, member.members(5, 0, "a", "b", "c"));
        waits(0);
        Files.createDirectory(file().resolveSibling("raft-meta.conf.tmp"));
        append(1, 1, member.members(5, 1, "a", "b", "c", "d"));
        nextTerm(2);
        Files.delete(file().resolveSibling("raft-meta.conf.tmp"));

        member.compact();
        member.restart();

        assertEquals(FOUR, member.members());
    }

    @Test
    void C_12_knowsItsMembersThoughTheirFileIsEmpty() throws Exception {
        append(0, 0, member.members(5, 0, "a", "b", "c"));
        append(1, 1, member.members(5, 1, "a", "b", "c", "d"));
        waits(1);
        Files.write(file(), new byte[0]);
        nextTerm(2);

        member.compact();
        member.restart();

        assertEquals(FOUR, member.members());
    }
}
