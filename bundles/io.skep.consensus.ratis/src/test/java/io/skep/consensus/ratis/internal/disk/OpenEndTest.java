package io.skep.consensus.ratis.internal.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenEndTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000);

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    OpenEndTest() {}

    private Path old(String name, byte[] bytes) throws IOException {
        var file = Files.write(directory.resolve(name), bytes);
        return Files.setLastModifiedTime(file, LONG_AGO);
    }

    @Test
    void isWrittenOnceMoreAndStaysAsItIs() throws IOException {
        var bytes = new byte[100_001];
        new Random(1).nextBytes(bytes);
        var open = old("log_inprogress_7", bytes);
        var closed = old("log_0-6", bytes);

        OpenEnd.writeAgain(directory);

        assertArrayEquals(bytes, Files.readAllBytes(open));
        assertTrue(Files.getLastModifiedTime(open).compareTo(LONG_AGO) > 0);
        assertEquals(LONG_AGO, Files.getLastModifiedTime(closed));
    }

    @Test
    void isNotThereBeforeTheFirstStart() throws IOException {
        OpenEnd.writeAgain(directory.resolve("later"));

        assertTrue(Files.notExists(directory.resolve("later")));
    }
}
