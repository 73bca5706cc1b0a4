package io.skep.consensus.ratis.internal.disk;

import io.skep.consensus.Member;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * With whom a member began, kept for good: one that waited to be taken in and was started again
 * without that setting must not found a group of its own.
 */
public final class Beginning {

    /** The name of the file. */
    public static final String FILE = "beginning";

    private Beginning() {}

    /**
     * With whom the member of a directory began.
     *
     * @param first what is kept when nothing is kept yet
     */
    public static List<Member> of(Path directory, List<Member> first) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            keep(file, first);
        }
        return Files.readAllLines(file).stream().map(Beginning::member).toList();
    }

    private static void keep(Path file, List<Member> first) throws IOException {
        var fresh = file.resolveSibling(FILE + ".tmp");
        Files.write(fresh, first.stream().map(it -> it.id() + "=" + it.address()).toList());
        try (var handle = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            handle.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(file.getParent());
    }

    private static Member member(String line) {
        var at = line.indexOf('=');
        return new Member(line.substring(0, at), line.substring(at + 1));
    }
}
