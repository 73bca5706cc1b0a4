package io.skep.runtime.process.internal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Notes when an output file has grown; {@link Clock} reads it. Used by one worker at a time. */
public final class Marker {

    private static final long UNKNOWN = -1;

    private final Path file;
    private long marked = UNKNOWN;

    /** A marker of a file, which may not be there yet. */
    public Marker(Path file) {
        this.file = file;
    }

    /** Notes how long the file is now, if it has grown. */
    public void mark(Instant now) throws IOException {
        if (marked == UNKNOWN) {
            marked = Clock.marked(file);
        }
        var length = Files.exists(file) ? Files.size(file) : 0;
        if (length > marked) {
            Files.writeString(
                    Clock.beside(file),
                    length + " " + now.toEpochMilli() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            marked = length;
        }
    }
}
