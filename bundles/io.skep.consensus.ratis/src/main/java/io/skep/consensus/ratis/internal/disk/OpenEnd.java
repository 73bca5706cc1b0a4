package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes the open end of the log once more, as it is, and syncs it, before anybody reads it. What a
 * process wrote and did not sync, for it was killed or the disk refused, can be read all the same
 * as long as the machine has power; Ratis takes all that it reads for synced. After a sync that
 * failed the system takes it for written, too, so to sync it once more would not be enough.
 *
 * <p>Source: consensus-and-faults C-13.
 */
final class OpenEnd {

    private static final int PIECE = 8 * 1024;

    private OpenEnd() {}

    /** The files of a log's directory that are not closed. */
    static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(it -> it.getFileName().toString().startsWith("log_inprogress_"))
                    .toList();
        }
    }

    /** Makes what can be read in a log's directory, which may come into being later, durable. */
    static void writeAgain(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            for (var file : files(directory)) {
                again(file);
            }
        }
    }

    private static void again(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        try (var handle = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; at += PIECE) {
                var piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at));
                while (piece.hasRemaining()) {
                    handle.write(piece); // may take a part only
                }
            }
            handle.force(true);
        }
    }
}
