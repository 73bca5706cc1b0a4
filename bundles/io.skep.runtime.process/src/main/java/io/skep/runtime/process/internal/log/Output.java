package io.skep.runtime.process.internal.log;

import io.skep.model.LogLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One output file, read from where the last reading ended. */
final class Output {

    private static final int MOST_AT_ONCE = 8 << 20;

    private final Path file;
    private final int stream;
    private long position;

    Output(Path file, int stream) {
        this.file = file;
        this.stream = stream;
    }

    /**
     * The lines that were added; a last one without an end only when the program has ended.
     *
     * @throws java.nio.file.NoSuchFileException when the file was removed
     */
    List<LogLine> more(boolean ended) throws IOException {
        var lines = new ArrayList<LogLine>();
        if (position == 0 && !Files.exists(file)) {
            return lines;
        }
        var clock = Clock.of(file);
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(position);
            read(in, clock, ended, lines);
        }
        return lines;
    }

    private void read(InputStream raw, Clock clock, boolean ended, List<LogLine> lines)
            throws IOException {
        var in = new BufferedInputStream(raw, 1 << 16);
        var line = new ByteArrayOutputStream();
        var begin = position;
        for (var next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                add(line, clock, lines);
            }
            if (position - begin >= MOST_AT_ONCE) {
                return;
            }
        }
        if (ended && line.size() > 0) {
            add(line, clock, lines);
        }
    }

    private void add(ByteArrayOutputStream line, Clock clock, List<LogLine> lines) {
        position += line.size();
        var text = line.toString(StandardCharsets.UTF_8);
        lines.add(new LogLine(stream, clock.at(position), text, Map.of()));
        line.reset();
    }
}
