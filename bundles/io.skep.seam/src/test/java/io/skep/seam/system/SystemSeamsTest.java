package io.skep.seam.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemSeamsTest {

    @TempDir Path directory;

    private SystemSeams seams;

    @BeforeEach
    void open() {
        seams = new SystemSeams(directory, 2);
    }

    @AfterEach
    void close() {
        seams.close();
    }

    @Test
    void aLoopRunsItsStepsInOrderAndSurvivesAFailingOne() throws InterruptedException {
        var loop = seams.loop("test");
        var ran = new ArrayList<Integer>();
        var done = new CountDownLatch(1);

        loop.execute(() -> ran.add(1));
        loop.execute(
                () -> {
                    throw new IllegalStateException("on purpose");
                });
        loop.execute(() -> ran.add(2));
        loop.schedule(
                Duration.ofMillis(1),
                () -> {
                    ran.add(loop.inside() ? 3 : -3);
                    done.countDown();
                });

        assertTrue(done.await(10, TimeUnit.SECONDS));
        loop.close();
        assertEquals(List.of(1, 2, 3), ran);
    }

    @Test
    void aDiskReplacesFilesWhole() {
        var disk = seams.disk("owner");

        disk.replace("b", new byte[] {1});
        disk.replace("a", new byte[] {2});
        disk.replace("b", new byte[] {3, 4});

        assertEquals(List.of("a", "b"), disk.names());
        assertArrayEquals(new byte[] {3, 4}, disk.read("b").orElseThrow());
        disk.delete("b");
        disk.delete("b");
        assertTrue(disk.read("b").isEmpty());
    }

    @Test
    void sweepsWhatAReplacementThatWasCutOffLeft() throws IOException {
        var disk = seams.disk("owner");
        disk.replace("a", new byte[] {1});
        var cut = directory.resolve("owner").resolve("a.tmp");
        Files.write(cut, new byte[] {2});

        disk.sweep("a");
        disk.sweep("none");

        assertFalse(Files.exists(cut));
        assertArrayEquals(new byte[] {1}, disk.read("a").orElseThrow());
    }

    @Test
    void whatIsJottedIsThereForTheNextProcess() {
        seams.disk("owner").replace("a", new byte[] {1});

        seams.disk("owner").jot("a", new byte[] {2, 3});

        assertArrayEquals(new byte[] {2, 3}, seams.disk("owner").read("a").orElseThrow());
        assertEquals(List.of("a"), seams.disk("owner").names());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseReadsWhatIsOnADisk() throws IOException {
        var disk = seams.disk("secrets");

        disk.replace("key", new byte[] {1});
        disk.replace("key", new byte[] {2});

        var folder = directory.resolve("secrets");
        assertEquals("rwx------", PosixFilePermissions.toString(permissions(folder)));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(permissions(folder.resolve("key"))));
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.getPosixFilePermissions(file);
    }

    @Test
    void idsHaveSwarmsForm() {
        assertTrue(seams.entropy().id().matches("[0-9a-z]{25}"));
    }
}
