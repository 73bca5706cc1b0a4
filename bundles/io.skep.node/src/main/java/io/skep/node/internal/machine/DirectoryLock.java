package io.skep.node.internal.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process per data directory. The kernel releases it however the process ends. */
public final class DirectoryLock implements AutoCloseable {

    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes a directory, and makes it when there is none.
     *
     * @throws IllegalStateException when another process has it
     */
    public static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            var file =
                    FileChannel.open(
                            directory.resolve("skep.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (locked(file)) {
                return new DirectoryLock(file);
            }
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use data directory " + directory, failure);
        }
        throw new IllegalStateException(
                "data directory "
                        + directory
                        + " is in use by another node process; stop it or choose another directory");
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
