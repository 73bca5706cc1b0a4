package io.skep.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The project as it lies on disk. */
final class House {

    /** The checkout's top folder: this module is two folders below it. */
    static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

    private House() {}

    /** The folders of all bundles, in order. */
    static List<Path> bundles() {
        return children(ROOT.resolve("bundles"), path -> Files.exists(path.resolve("pom.xml")));
    }

    /** The built jars of all bundles. */
    static List<BuiltBundle> jars() {
        return bundles().stream().map(House::jar).toList();
    }

    /** The Java files below a folder, in order; generated and built ones left out. */
    static List<Path> sources(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        return String.join("\n", lines(file));
    }

    /** A path as a reader of the project knows it. */
    static String shown(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static BuiltBundle jar(Path bundle) {
        var jars =
                children(
                        bundle.resolve("target"),
                        file ->
                                file.toString().endsWith(".jar")
                                        && !file.toString().contains("-sources")
                                        && !file.toString().contains("-tests"));
        if (jars.size() != 1) {
            throw new IllegalStateException(
                    shown(bundle) + " has " + jars.size() + " jars; build it first");
        }
        return BuiltBundle.read(jars.get(0));
    }

    private static List<Path> children(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(wanted).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
