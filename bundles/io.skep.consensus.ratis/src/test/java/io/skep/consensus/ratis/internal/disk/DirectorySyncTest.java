package io.skep.consensus.ratis.internal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.seam.system.SystemSeams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySyncTest {

    @TempDir private Path home;

    @SuppressWarnings("NullAway.Init")
    DirectorySyncTest() {}

    /** A full disk takes not even the name of a new file. */
    @Test
    void sealsWhoIsAMemberThoughNothingChangedInTheDirectory() throws IOException {
        var current = Files.createDirectories(home.resolve("group").resolve("current"));
        Files.writeString(current.resolve("raft-meta"), "term=1\nvotedFor=m1\n");
        Files.setLastModifiedTime(current, FileTime.fromMillis(1_000));
        var members =
                LogEntryProto.newBuilder()
                        .setIndex(5)
                        .setConfigurationEntry(RaftConfigurationProto.getDefaultInstance())
                        .build();
        try (var seams = new SystemSeams(home.resolve("node"), 1)) {
            var sync = new DirectorySync(home, current, seams.time());
            sync.sync();

            sync.learn(members);
            sync.sync();
        }

        var line = Files.readString(home.resolve(Seal.FILE), StandardCharsets.ISO_8859_1);
        assertEquals(new Promise(1, "m1", members), Promise.parse(line));
    }
}
