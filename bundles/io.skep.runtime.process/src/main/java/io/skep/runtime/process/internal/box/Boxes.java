package io.skep.runtime.process.internal.box;

import io.skep.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All boxes of a node. Blocks: for worker threads. */
public final class Boxes {

    static final String RECIPE = "recipe";

    private final Path root;

    /** Boxes below a directory, which is made when it is needed. */
    public Boxes(Path root) {
        this.root = root;
    }

    /** Makes a box, or finds the one that was made before. */
    public Box make(Recipe recipe) {
        var directory = root.resolve(recipe.task().value());
        try {
            Files.createDirectories(directory.resolve("work"));
            var unfinished = directory.resolve(RECIPE + ".new");
            if (!Files.exists(directory.resolve(RECIPE))) {
                Files.write(unfinished, Codec.bytes(recipe));
                Files.move(unfinished, directory.resolve(RECIPE), StandardCopyOption.ATOMIC_MOVE);
            }
            return Box.read(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where a task's program works when nothing is said. */
    public Path work(String name) {
        return root.resolve(name).resolve("work");
    }

    /** A box by its name. */
    public Optional<Box> find(String name) {
        try {
            return Optional.of(Box.read(root.resolve(name)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All boxes, in the order of their names. */
    public List<Box> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var directories = Files.newDirectoryStream(root)) {
            var boxes = new ArrayList<Box>();
            for (var directory : directories) {
                find(directory.getFileName().toString()).ifPresent(boxes::add);
            }
            boxes.sort(Comparator.comparing(Box::name));
            return boxes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes a box with everything in it; the recipe first, so that half a box is none. */
    public void remove(String name) {
        var directory = root.resolve(name);
        try {
            Files.deleteIfExists(directory.resolve(RECIPE));
            if (!Files.exists(directory)) {
                return;
            }
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
