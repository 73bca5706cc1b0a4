package io.skep.runtime.engine.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.TaskFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's directory in the first of some places that is memory. Only its owner can enter. It has
 * a directory for each task. Blocks: for worker threads.
 */
public final class Strongroom {

    private static final Logger log = LoggerFactory.getLogger(Strongroom.class);

    /** Where memory is looked for: engines see both, also those in namespaces of their own. */
    public static final List<Path> USUAL = List.of(Path.of("/run"), Path.of("/dev/shm"));

    private static final List<String> MEMORY = List.of("tmpfs", "ramfs");
    private static final FileAttribute<?> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> SHUT =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final List<Path> places;
    private final String name;

    /** The room of the node with this data directory. */
    public Strongroom(List<Path> places, Path data) {
        this.places = List.copyOf(places);
        var path = data.toAbsolutePath().normalize().toString();
        this.name = "skep-" + UUID.nameUUIDFromBytes(path.getBytes(UTF_8));
    }

    /** Writes the files of a task, in place of those before. */
    TaskFiles write(String task, List<TaskFile> files) throws IOException {
        var directory = entered().resolve(task);
        remove(directory);
        Files.createDirectory(directory, OURS);
        var targets = new ArrayList<String>();
        for (var file : files) {
            write(directory.resolve(file.target().substring(1)), file);
            targets.add(file.target());
        }
        return new TaskFiles(directory.toString(), targets);
    }

    private static void write(Path path, TaskFile file) throws IOException {
        Files.createDirectories(path.getParent(), OURS);
        Files.createFile(path, SHUT);
        Files.write(path, file.content().bytes());
        if (file.uid() != owner(path, "uid") || file.gid() != owner(path, "gid")) {
            Files.setAttribute(path, "unix:gid", file.gid(), NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", file.uid(), NOFOLLOW_LINKS);
        }
        Files.setAttribute(path, "unix:mode", file.mode(), NOFOLLOW_LINKS);
    }

    private static int owner(Path path, String which) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:" + which, NOFOLLOW_LINKS);
    }

    /** Removes what a task has; without effect when that is nothing. */
    void remove(String task) throws IOException {
        var room = found();
        if (room.isPresent()) {
            remove(room.get().resolve(task));
            closeIfEmpty(room.get());
        }
    }

    private static void closeIfEmpty(Path room) throws IOException {
        try {
            Files.deleteIfExists(room);
        } catch (DirectoryNotEmptyException inUse) {
            log.trace("{}: still has files of other tasks", room);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Which tasks have files. */
    List<String> names() throws IOException {
        var room = found();
        if (room.isEmpty()) {
            return List.of();
        }
        try (var tasks = Files.list(room.get())) {
            return tasks.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** The room, if somebody has entered it since the machine started. */
    private Optional<Path> found() throws IOException {
        for (var place : places) {
            var room = place.resolve(name);
            if (Files.isDirectory(room, NOFOLLOW_LINKS)) {
                return Optional.of(room);
            }
        }
        return Optional.empty();
    }

    private Path entered() throws IOException {
        for (var place : places) {
            if (isMemory(place) && Files.isWritable(place)) {
                return entered(place.resolve(name));
            }
        }
        throw RuntimeFailure.fatal(
                "secrets and configs are kept in memory only, and none of "
                        + places
                        + " is a tmpfs that this node may write to");
    }

    private static boolean isMemory(Path place) throws IOException {
        return Files.isDirectory(place) && MEMORY.contains(Files.getFileStore(place).type());
    }

    /**
     * In a place where everybody may write, somebody else's directory must not be taken for ours.
     */
    private static Path entered(Path room) throws IOException {
        if (!Files.isDirectory(room, NOFOLLOW_LINKS)) {
            return Files.createDirectory(room, OURS);
        }
        var mode = (Integer) Files.getAttribute(room, "unix:mode", NOFOLLOW_LINKS);
        var own = owner(Path.of("/proc/self"), "uid");
        if (owner(room, "uid") != own || (mode & 077) != 0) {
            throw RuntimeFailure.fatal(room + " is not this node's alone: remove it");
        }
        return room;
    }

    @Override
    public String toString() {
        return name;
    }
}
