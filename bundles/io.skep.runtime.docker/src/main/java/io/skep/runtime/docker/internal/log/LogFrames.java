package io.skep.runtime.docker.internal.log;

import io.skep.model.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads the engine's two forms of a log: frames of two streams, or the raw text of a terminal. */
final class LogFrames {

    private static final int STDERR = 2;
    private static final int LARGEST = 16 << 20;

    private final LogText stdout = new LogText(1);
    private final LogText stderr = new LogText(STDERR);
    private final Consumer<LogLine> lines;

    LogFrames(Consumer<LogLine> lines) {
        this.lines = lines;
    }

    /** Frames: one byte stream, three zeros, four bytes length, the record. */
    void readFrames(InputStream content) throws IOException {
        var in = new DataInputStream(content);
        for (int stream = in.read(); stream >= 0; stream = in.read()) {
            in.skipNBytes(3);
            var record = in.readNBytes(checked(in.readInt()));
            (stream == STDERR ? stderr : stdout).add(record).ifPresent(lines);
        }
        finish();
    }

    /** A terminal has one stream, and a record ends where the line does. */
    void readRaw(InputStream content) throws IOException {
        var record = new ByteArrayOutputStream();
        for (int next = content.read(); next >= 0; next = content.read()) {
            record.write(next);
            if (next == '\n') {
                stdout.add(record.toByteArray()).ifPresent(lines);
                record.reset();
            }
        }
        if (record.size() > 0) {
            stdout.add(record.toByteArray()).ifPresent(lines);
        }
        finish();
    }

    private void finish() {
        stdout.rest().ifPresent(lines);
        stderr.rest().ifPresent(lines);
    }

    private static int checked(int length) throws IOException {
        if (length < 0 || length > LARGEST) {
            throw new EOFException("a log frame of " + length + " bytes");
        }
        return length;
    }
}
