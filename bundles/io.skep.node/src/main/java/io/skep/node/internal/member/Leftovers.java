package io.skep.node.internal.member;

import io.skep.seam.Seams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a cluster leaves behind on a node. Source: swarm-behaviour CL-3. */
public final class Leftovers {

    /** Who keeps files for the cluster. */
    public static final List<String> OWNERS =
            List.of("consensus", "store", "slice", "runtime", "transport", "certificates");

    private static final List<String> OF_MANAGERS = List.of("consensus", "store");
    private static final Path ROOT_KEY = Path.of("certificates", "swarm-root-ca.key");

    private final Seams seams;
    private final Path directory;

    /** Of a node with these disks and this data directory. */
    public Leftovers(Seams seams, Path directory) {
        this.seams = seams;
        this.directory = directory;
    }

    /** Deletes it all; may be repeated. */
    public CompletionStage<Void> clear() {
        return seams.workers()
                .run(
                        "clear",
                        () -> {
                            OWNERS.forEach(this::clear);
                            return null;
                        });
    }

    /** ND-8: deletes what only managers may have; may be repeated. */
    public CompletionStage<Void> clearManagers() {
        return seams.workers()
                .run(
                        "clear-managers",
                        () -> {
                            OF_MANAGERS.forEach(this::clear);
                            delete(directory.resolve(ROOT_KEY));
                            return null;
                        });
    }

    /** Whether this node has ever been a manager of its cluster. */
    public boolean managed() {
        return Files.exists(directory.resolve("consensus"))
                || !seams.disk("consensus").names().isEmpty();
    }

    private void clear(String owner) {
        var disk = seams.disk(owner);
        disk.names().forEach(disk::delete);
        delete(directory.resolve(owner));
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
