package io.skep.seam.system;

import io.skep.seam.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory of files that only their owner may read, replaced by writing, syncing and renaming.
 */
final class FileDisk implements Disk {

    private static final String UNFINISHED = ".tmp";
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path directory;

    FileDisk(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(directory.resolve(name)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void replace(String name, byte[] content) {
        write(name, content, true);
    }

    @Override
    public void jot(String name, byte[] content) {
        write(name, content, false);
    }

    private void write(String name, byte[] content, boolean durable) {
        try {
            Files.createDirectories(directory, owner("rwx------"));
            var unfinished = directory.resolve(name + UNFINISHED);
            Files.deleteIfExists(unfinished);
            try (var file = FileChannel.open(unfinished, NEW, owner("rw-------"))) {
                var rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                if (durable) {
                    file.force(true);
                }
            }
            Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            if (durable) {
                sync(directory);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void sweep(String name) {
        delete(name + UNFINISHED);
    }

    @Override
    public void delete(String name) {
        try {
            if (Files.deleteIfExists(directory.resolve(name))) {
                sync(directory);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(UNFINISHED))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nobody else may read what is written; where the system has no such thing, it decides. */
    private FileAttribute<?>[] owner(String permissions) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void sync(Path directory) throws IOException {
        try (var handle = FileChannel.open(directory, StandardOpenOption.READ)) {
            handle.force(true);
        }
    }
}
