package io.skep.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverFileTest {

    private static final Set<String> ENGINE = Set.of("127.0.0.11");
    private static final String OURS = "10.0.1.1";

    @TempDir Path folder;

    @Test
    void namesTheOtherServerAndKeepsTheRestAndTheFile() throws IOException {
        var file = file("search a.example b.example\nnameserver 127.0.0.11\noptions ndots:0\n");
        var inode = Files.getAttribute(file, "unix:ino");

        assertTrue(ResolverFile.turn(file, ENGINE, OURS));

        assertEquals(
                "nameserver 10.0.1.1\nsearch a.example b.example\noptions ndots:0\n",
                Files.readString(file).stripTrailing() + "\n");
        assertEquals(inode, Files.getAttribute(file, "unix:ino"));
    }

    @Test
    void isNeverShorterThanItWasAndDoesNotGrowByComingAndGoing() throws IOException {
        var file = file("nameserver 127.0.0.11\noptions ndots:0\n");
        var before = Files.size(file);

        for (int turn = 0; turn < 3; turn++) {
            assertTrue(ResolverFile.turn(file, ENGINE, OURS));
            assertEquals(before, Files.size(file));
            assertTrue(ResolverFile.turn(file, Set.of("10.0.2.1", OURS), "127.0.0.11"));
            assertEquals("nameserver 127.0.0.11\noptions ndots:0\n", Files.readString(file));
        }
    }

    @Test
    void hasRoomForALongerName() throws IOException {
        var file = file("nameserver 127.0.0.11");

        assertTrue(ResolverFile.turn(file, ENGINE, "fd00:77:1234:5678:9abc::1"));

        assertEquals("nameserver fd00:77:1234:5678:9abc::1\n\n", Files.readString(file));
    }

    @Test
    void leavesOneThatNamesOthersAsItIs() throws IOException {
        for (var text :
                new String[] {
                    "nameserver 8.8.8.8\n",
                    "nameserver 127.0.0.11\nnameserver 8.8.8.8\n",
                    "# nameserver 127.0.0.11\n",
                    "nameservers 127.0.0.11\n",
                    ""
                }) {
            var file = file(text);

            assertFalse(ResolverFile.turn(file, ENGINE, OURS), text);

            assertEquals(text, Files.readString(file));
        }
    }

    @Test
    void dropsTheOldOneBesideTheNew() throws IOException {
        var file = file("nameserver 127.0.0.11\nnameserver fd00::1\n");

        assertTrue(ResolverFile.turn(file, ENGINE, "fd00::1"));

        assertEquals("nameserver fd00::1", Files.readString(file).strip());
    }

    @Test
    void isDoneWhenItIsSoAlready() throws IOException {
        var file = file("nameserver 10.0.1.1\n");
        var before = Files.getLastModifiedTime(file);

        assertTrue(ResolverFile.turn(file, ENGINE, OURS));

        assertEquals(before, Files.getLastModifiedTime(file));
    }

    @Test
    void followsNoLinkAndReadsNoFileWithoutEnd() throws IOException {
        var file = file("nameserver 127.0.0.11\n");
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThrows(IOException.class, () -> ResolverFile.turn(link, ENGINE, OURS));

        Files.writeString(file, "nameserver 127.0.0.11\n" + "#".repeat(1 << 16));
        assertFalse(ResolverFile.turn(file, ENGINE, OURS));

        var absent = folder.resolve("absent");
        assertThrows(NoSuchFileException.class, () -> ResolverFile.turn(absent, ENGINE, OURS));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("resolv.conf"), text);
    }
}
