package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * What a snapshot of another member left when it did not come to its end, for its sender was gone,
 * the disk full, or this process killed. Ratis gathers it in a directory of its own and leaves that
 * for good; then it moves the directory of snapshots away and the new one into its place. Between
 * the two there is none, and Ratis does not start.
 */
final class Leftovers {

    private Leftovers() {}

    /**
     * Puts the snapshots back if they were moved away, and removes everything else. Before the
     * start.
     *
     * @param snapshots where they are; moved away it has a longer name beside that
     * @param gathered where Ratis gathers others
     */
    static void clear(Path snapshots, Path gathered) throws IOException {
        for (var moved : moved(snapshots)) {
            if (Files.exists(snapshots)) {
                remove(moved);
            } else {
                Files.move(moved, snapshots, StandardCopyOption.ATOMIC_MOVE);
                DirectorySync.force(snapshots.getParent());
            }
        }
        remove(gathered);
    }

    private static List<Path> moved(Path snapshots) throws IOException {
        if (!Files.isDirectory(snapshots.getParent())) {
            return List.of();
        }
        try (var files = Files.list(snapshots.getParent())) {
            return files.filter(
                            it ->
                                    it.getFileName()
                                            .toString()
                                            .startsWith(snapshots.getFileName() + ".tmp"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
