package io.skep.runtime.engine.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.model.spec.Payload;
import io.skep.runtime.spi.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source: swarm-behaviour SE-7; A18. */
class StrongroomTest {

    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir private Path data;

    private Path place = MEMORY;
    private Strongroom room = new Strongroom(List.of(), MEMORY);

    @BeforeEach
    void makeAPlace() throws IOException {
        assumeTrue(Files.isWritable(MEMORY), "there is no " + MEMORY);
        place = Files.createTempDirectory(MEMORY, "strongroom");
        room = new Strongroom(List.of(data, place), data);
    }

    @AfterEach
    void removeIt() throws IOException {
        for (var task : room.names()) {
            room.remove(task);
        }
        try (var left = Files.list(place)) {
            for (var path : left.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(place);
    }

    @Test
    void writesFilesWithTheirModeIntoMemoryOnly() throws IOException {
        var files = room.write("t", List.of(file("/run/secrets/key", 0440), file("/conf", 0644)));

        assertEquals(List.of("/run/secrets/key", "/conf"), files.targets());
        var key = Path.of(files.source("/run/secrets/key"));
        assertTrue(key.startsWith(place), key::toString);
        assertEquals("canary", Files.readString(key));
        assertEquals("r--r-----", mode(key));
        assertEquals("rw-r--r--", mode(Path.of(files.source("/conf"))));
        try (var onDisk = Files.list(data)) {
            assertEquals(0, onDisk.count());
        }
    }

    @Test
    void letsNobodyElseIn() throws IOException {
        var files = room.write("t", List.of(file("/a/b", 0444)));

        for (var path = Path.of(files.directory()); !path.equals(place); path = path.getParent()) {
            assertEquals("rwx------", mode(path), path::toString);
        }
    }

    @Test
    void givesFilesTheirOwner() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");

        var files = room.write("t", List.of(new TaskFile("/k", text(), 1001, 1002, 04400)));

        var key = Path.of(files.source("/k"));
        assertEquals(1001, Files.getAttribute(key, "unix:uid"));
        assertEquals(1002, Files.getAttribute(key, "unix:gid"));
        assertEquals(04400, (Integer) Files.getAttribute(key, "unix:mode") & 07777);
    }

    @Test
    void replacesAndRemovesATasksFiles() throws IOException {
        room.write("t", List.of(file("/old", 0400)));
        var files = room.write("t", List.of(file("/new", 0400)));
        room.write("u", List.of(file("/new", 0400)));
        assertFalse(Files.exists(Path.of(files.source("/old"))));
        assertEquals(List.of("t", "u"), room.names());

        room.remove("t");
        room.remove("t");

        assertEquals(List.of("u"), room.names());
        assertFalse(Files.exists(Path.of(files.directory())));
        room.remove("u");
        try (var left = Files.list(place)) {
            assertEquals(0, left.count(), "an empty room is closed");
        }
    }

    @Test
    void findsWhatAFormerProcessOfTheSameNodeLeft() throws IOException {
        room.write("t", List.of(file("/k", 0400)));

        assertEquals(List.of("t"), new Strongroom(List.of(place), data).names());
        assertEquals(List.of(), new Strongroom(List.of(place), data.resolve("other")).names());
    }

    @Test
    void refusesToWriteWhereThereIsNoMemory() {
        var disk = new Strongroom(List.of(data, data.resolve("nothing")), data);

        var refusal =
                assertThrows(
                        RuntimeFailure.class, () -> disk.write("t", List.of(file("/k", 0400))));

        assertFalse(refusal.isTemporary());
        assertTrue(String.valueOf(refusal.getMessage()).contains("tmpfs"), refusal::getMessage);
    }

    @Test
    void refusesARoomThatOthersMayEnter() throws IOException {
        var files = room.write("t", List.of(file("/k", 0400)));
        var mine = Path.of(files.directory()).getParent();
        Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThrows(RuntimeFailure.class, () -> room.write("u", List.of(file("/k", 0400))));
    }

    private static TaskFile file(String target, int mode) throws IOException {
        var owner = Path.of("/proc/self");
        var uid = (Integer) Files.getAttribute(owner, "unix:uid");
        var gid = (Integer) Files.getAttribute(owner, "unix:gid");
        return new TaskFile(target, text(), uid, gid, mode);
    }

    private static Payload text() {
        return Payload.of("canary".getBytes(UTF_8));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
