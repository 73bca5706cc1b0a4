package io.skep.runtime.process.internal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When which part of an output file was written: beside the file stands another with lines of
 * length and time, added whenever somebody looks and the file has grown. What nobody saw grow is as
 * old as the file.
 */
final class Clock {

    /** Up to this length it was written by then. */
    private record Mark(long length, Instant at) {}

    private final List<Mark> marks;
    private int next;

    private Clock(List<Mark> marks) {
        this.marks = marks;
    }

    /** The clock of a file. */
    static Clock of(Path file) throws IOException {
        var marks = new ArrayList<>(read(file));
        if (Files.exists(file)) {
            marks.add(new Mark(Long.MAX_VALUE, Files.getLastModifiedTime(file).toInstant()));
        }
        return new Clock(marks);
    }

    /** When what ends there was written; ends must be asked for in order. */
    Instant at(long end) {
        while (next < marks.size() - 1 && marks.get(next).length() < end) {
            next++;
        }
        return marks.isEmpty() ? Instant.EPOCH : marks.get(next).at();
    }

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".times");
    }

    /** How much of a file is marked already. */
    static long marked(Path file) throws IOException {
        var marks = read(file);
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1).length();
    }

    private static List<Mark> read(Path file) throws IOException {
        var marks = new ArrayList<Mark>();
        if (Files.exists(beside(file))) {
            for (var line : Files.readAllLines(beside(file))) {
                var space = line.indexOf(' ');
                if (space > 0) {
                    var at = Instant.ofEpochMilli(Long.parseLong(line.substring(space + 1)));
                    marks.add(new Mark(Long.parseLong(line.substring(0, space)), at));
                }
            }
        }
        return marks;
    }
}
