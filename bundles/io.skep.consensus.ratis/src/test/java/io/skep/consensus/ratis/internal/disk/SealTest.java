package io.skep.consensus.ratis.internal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member promised, and what its files say then. Source: C-10, C-20. */
class SealTest {

    @TempDir private Path home;
    private Path current;
    private Seal seal;
    private final LogEntryProto told = entry(5, "m1", "m2").setTerm(1).build();

    @SuppressWarnings("NullAway.Init")
    SealTest() {}

    @BeforeEach
    void renewed() throws IOException {
        current = Files.createDirectories(home.resolve("current"));
        seal = new Seal(home, current);
        Files.writeString(current.resolve("raft-meta"), "term=1\nvotedFor=m1\n");
        members(entry(5, "m1", "m2").setTerm(1));
        seal.learn(told);
        seal.renew();
    }

    private static LogEntryProto.Builder entry(long index, String... members) {
        var all = RaftConfigurationProto.newBuilder();
        for (var each : members) {
            all.addPeers(RaftPeerProto.newBuilder().setId(ByteString.copyFromUtf8(each)));
        }
        return LogEntryProto.newBuilder().setIndex(index).setConfigurationEntry(all);
    }

    private void members(LogEntryProto.Builder entry) throws IOException {
        Files.write(current.resolve("raft-meta.conf"), entry.build().toByteArray());
    }

    private LogEntryProto checked() throws IOException {
        new Seal(home, current).check();
        return LogEntryProto.parseFrom(Files.readAllBytes(current.resolve("raft-meta.conf")));
    }

    @Test
    void takesTheSameMembersAsASnapshotBringsThem() throws IOException {
        members(entry(5, "m1", "m2"));

        assertEquals(entry(5, "m1", "m2").build(), checked());
    }

    @Test
    void mendsOtherMembersAtTheSameIndex() throws IOException {
        members(entry(5, "m1", "m3"));

        assertEquals(told, checked());
    }

    @Test
    void mendsMembersOfBefore() throws IOException {
        members(entry(4, "m1", "m2"));

        assertEquals(told, checked());
    }

    @Test
    void mendsMembersThatCannotBeRead() throws IOException {
        Files.write(current.resolve("raft-meta.conf"), new byte[] {-1, -1});

        assertEquals(told, checked());
    }

    @Test
    void mendsAFileOfMembersThatIsNotThere() throws IOException {
        Files.delete(current.resolve("raft-meta.conf"));

        assertEquals(told, checked());
    }

    @Test
    void takesWhatIsNewerThanTheSeal() throws IOException {
        members(entry(6, "m1", "m3"));

        assertEquals(entry(6, "m1", "m3").build(), checked());
    }

    @Test
    void knowsTheMembersOfTheLastTermWhenTheirFileIsEmpty() throws IOException {
        var last = entry(9, "m1", "m2").setTerm(2).build();
        Files.write(current.resolve("raft-meta.conf"), new byte[0]);
        seal.learn(last);
        seal.renew();

        assertEquals(last, checked());
    }

    @Test
    void takesNoMembersOfBeforeFromALeaderOfThePast() throws IOException {
        seal.learnAhead(entry(4, "m1").build());
        seal.renew();
        Files.delete(current.resolve("raft-meta.conf"));

        assertEquals(told, checked());
    }

    @Test
    void hasTheMembersOfASnapshotBeforeItIsInPlace() throws IOException {
        var next = entry(6, "m1").build();
        seal.learnAhead(next);
        seal.renew();

        assertEquals(next, checked());
    }

    @Test
    void refusesATermOfBefore() throws IOException {
        Files.writeString(current.resolve("raft-meta"), "term=0\nvotedFor=m1\n");

        assertThrows(IOException.class, this::checked);
    }

    @Test
    void refusesToBeDamaged() throws IOException {
        var file = home.resolve(Seal.FILE);
        Files.writeString(file, Files.readString(file).replace("1 m1", "1 m2"));

        assertThrows(IOException.class, this::checked);
    }

    /** Before there were members in the line there were two numbers. */
    @Test
    void takesASealOfBefore() throws IOException {
        Files.writeString(home.resolve(Seal.FILE), "1 m1 6 3735928559 804448196");

        assertEquals(told, checked());
    }

    @Test
    void beginsAnewWhenTheDiskWasFullBeforeThereWasAnything() throws IOException {
        Files.delete(home.resolve(Seal.FILE));
        Files.delete(current.resolve("raft-meta.conf"));
        Files.write(current.resolve("raft-meta"), new byte[0]);

        new Seal(home, current).check();

        assertTrue(Files.notExists(current.resolve("raft-meta")));
    }
}
