package io.skep.consensus.ratis.internal.disk;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @SuppressWarnings("NullAway.Init")
    SealTest() {}

    @BeforeEach
    void renewed() throws IOException {
        current = Files.createDirectories(home.resolve("current"));
        seal = new Seal(home, current);
        Files.writeString(current.resolve("raft-meta"), "term=1\nvotedFor=m1\n");
        members(entry(5, "m1", "m2").setTerm(1));
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

    @Test
    void takesTheSameMembersAsASnapshotBringsThem() throws IOException {
        members(entry(5, "m1", "m2"));

        assertDoesNotThrow(() -> new Seal(home, current).check());
    }

    @Test
    void refusesOtherMembersAtTheSameIndex() throws IOException {
        members(entry(5, "m1", "m3"));

        assertThrows(IOException.class, () -> new Seal(home, current).check());
    }

    @Test
    void refusesMembersOfBefore() throws IOException {
        members(entry(4, "m1", "m2"));

        assertThrows(IOException.class, () -> new Seal(home, current).check());
    }

    @Test
    void takesWhatIsNewerThanTheSeal() throws IOException {
        members(entry(6, "m1", "m3"));

        assertDoesNotThrow(() -> new Seal(home, current).check());
    }

    @Test
    void knowsTheMembersOfTheLastTermWhenTheirFileIsEmpty() throws IOException {
        members(entry(9, "m1", "m2").setTerm(2));
        seal.renew();
        Files.write(current.resolve("raft-meta.conf"), new byte[0]);

        assertDoesNotThrow(() -> new Seal(home, current).check());
    }
}
