package io.skep.runtime.engine.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.model.Stored;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.runtime.engine.internal.template.Contents;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.slice.Enclosures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Targets that want to leave their task's directory, past whoever refuses them before. Source:
 * consensus-and-faults A16. {@code -Dskep.seed} repeats.
 */
class TraversalTest {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int COUNT = 2_000;
    private static final long SEED = Long.getLong("skep.seed", 42);
    private static final List<String> PARTS =
            List.of(
                    "..",
                    ".",
                    "",
                    "~",
                    "a",
                    "etc",
                    "passwd",
                    "..\\..",
                    "%2e%2e",
                    "%2f",
                    "..;",
                    "...",
                    "\u2024\u2024",
                    "\uff0e\uff0e",
                    "\u2025",
                    ".\u200b.",
                    "\u202e..",
                    "c:",
                    "$HOME",
                    "$(id)",
                    "a\nb",
                    "x".repeat(255),
                    "x".repeat(10_000));

    @TempDir private Path outside;
    private Path place = MEMORY;
    private Strongroom room = new Strongroom(List.of(), MEMORY);

    @BeforeEach
    void makeAPlace() throws IOException {
        assumeTrue(Files.isWritable(MEMORY), "there is no " + MEMORY);
        place = Files.createTempDirectory(MEMORY, "traversal");
        room = new Strongroom(List.of(place), outside);
    }

    @AfterEach
    void removeIt() throws IOException {
        for (var task : room.names()) {
            room.remove(task);
        }
        for (var left : found(place)) {
            Files.deleteIfExists(left);
        }
        Files.delete(place);
    }

    @Test
    void A16_noTargetLeavesTheDirectoryOfItsTask() throws IOException {
        var random = new Random(SEED);
        int written = 0;
        for (int n = 0; n < COUNT; n++) {
            var target = target(random);
            try {
                var files = parcel(target);
                var kept = room.write("task", files);
                assertTrue(kept.targets().stream().allMatch(TraversalTest::inside), kept::toString);
                written++;
            } catch (RuntimeFailure | IOException refused) {
                assertTrue(!isPath(target) || hasNoName(target) || isLong(target), target);
            }
            assertEverythingIsInside(target);
        }
        assertTrue(written > COUNT / 10, written + " of them were written");
    }

    @Test
    void A16_aTargetThatIsNoPathIsRefused() {
        for (var target : List.of("a\0b", "..", "/", "/..", "../..", ".")) {
            assertThrows(RuntimeFailure.class, () -> config(target), target);
        }
        for (var target : List.of("\0", "../..", "../../..")) {
            assertThrows(RuntimeFailure.class, () -> secret(target), target);
        }
        assertEquals("/etc/passwd", secret("../../etc/passwd").target());
        assertEquals("/run/secrets/%2e%2e/a", secret("%2e%2e/a").target());
    }

    @Test
    void A16_aLinkInTheWayIsNotFollowed() throws IOException {
        var victim = Files.writeString(outside.resolve("victim"), "kept");
        room.write("first", List.of(secret("a")));
        var all = found(place);
        var entered = all.get(all.size() - 1);
        Files.createSymbolicLink(entered.resolve("task"), outside);

        assertThrows(IOException.class, () -> room.write("task", List.of(config("/victim"))));
        room.remove("task");

        assertEquals("kept", Files.readString(victim));
        assertEquals(List.of(victim), found(outside));
        Files.delete(entered.resolve("task"));
    }

    @Test
    void A16_aFileInTheWayOfAnotherIsRefused() {
        var one = secret("a");
        var under = secret("a/b");

        assertThrows(IOException.class, () -> room.write("task", List.of(one, under)));
        assertThrows(IOException.class, () -> room.write("task", List.of(one, one)));
    }

    private static String target(Random random) {
        var parts = new ArrayList<String>();
        int many = 1 + random.nextInt(6);
        for (int n = 0; n < many; n++) {
            parts.add(PARTS.get(random.nextInt(PARTS.size())));
        }
        var path = (random.nextBoolean() ? "/" : "") + String.join("/", parts);
        return random.nextInt(20) == 0 ? path + "\0" : path;
    }

    private static boolean inside(String target) {
        return target.startsWith("/") && !Path.of(target).normalize().toString().contains("/../");
    }

    /** In the machine's way to write names; that need not know every character. */
    private static boolean isPath(String target) {
        try {
            return Path.of(target).toString().length() <= target.length();
        } catch (InvalidPathException malformed) {
            return false;
        }
    }

    private static boolean hasNoName(String target) {
        return Path.of("/").resolve(target).normalize().getNameCount() == 0
                || Path.of("/run/secrets").resolve(target).normalize().getNameCount() == 0
                // both of a pair at the same place
                || target.contains("..")
                || target.startsWith("/");
    }

    private static boolean isLong(String target) {
        return target.getBytes(UTF_8).length > 255;
    }

    private void assertEverythingIsInside(String target) throws IOException {
        var there =
                found(place).stream()
                        .map(path -> place.relativize(path))
                        .filter(path -> path.getNameCount() > 1)
                        .map(path -> path.getName(1).toString())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(Set.of("task").containsAll(there), there + " by " + target);
        assertEquals(List.of(), found(outside), target);
    }

    /** What is in a directory, the deepest first; links are not followed. */
    private static List<Path> found(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            var list = new ArrayList<>(all.filter(path -> !path.equals(directory)).toList());
            list.sort((a, b) -> b.getNameCount() - a.getNameCount());
            return list;
        }
    }

    private static List<TaskFile> parcel(String target) {
        return List.of(secret(target), config(target));
    }

    private static TaskFile secret(String target) {
        var reference = new SecretReference(at(target), "s", "key");
        return parcel(ContainerSpec.of("a").withFiles(List.of(reference), List.of())).get(0);
    }

    private static TaskFile config(String target) {
        var reference = new ConfigReference(at(target), null, "c", "page");
        return parcel(ContainerSpec.of("a").withFiles(List.of(), List.of(reference))).get(0);
    }

    private static FileTarget at(String target) {
        return new FileTarget(target, "", "", 0444);
    }

    private static List<TaskFile> parcel(ContainerSpec container) {
        var secret = new SecretSpec("key", Map.of(), text(), null, null);
        var config = new ConfigSpec("page", Map.of(), text(), null);
        var enclosures =
                new Enclosures(
                        new TreeMap<>(
                                Map.of(
                                        new SecretId("s"),
                                        new Secret(new SecretId("s"), stored(secret)))),
                        new TreeMap<>(
                                Map.of(
                                        new ConfigId("c"),
                                        new Config(new ConfigId("c"), stored(config)))));
        return new Parcel(new Contents(container, enclosures), Map.of()).files(container);
    }

    private static Payload text() {
        return Payload.of("canary".getBytes(UTF_8));
    }

    private static <T> Stored<T> stored(T value) {
        return new Stored<>(value, 1, Instant.EPOCH, Instant.EPOCH);
    }
}
