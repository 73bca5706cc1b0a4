package io.skep.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A bundle as OSGi will see it.
 *
 * @param name its symbolic name
 * @param floor where it stands
 * @param imports packages of ours that it imports
 * @param exports packages of ours that it exports, each with its version or an empty text
 * @param manifest everything it says of itself
 * @param entries names of the files in it
 */
record BuiltBundle(
        String name,
        int floor,
        List<String> imports,
        List<Export> exports,
        Manifest manifest,
        List<String> entries) {

    /** An exported package. */
    record Export(String name, String version) {}

    static BuiltBundle read(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var main = manifest.getMainAttributes();
            return new BuiltBundle(
                    main.getValue("Bundle-SymbolicName"),
                    Integer.parseInt(main.getValue("Skep-Floor")),
                    clauses(main.getValue("Import-Package")).stream()
                            .map(clause -> clause.split(";")[0])
                            .filter(name -> name.startsWith("io.skep."))
                            .toList(),
                    clauses(main.getValue("Export-Package")).stream()
                            .map(BuiltBundle::export)
                            .toList(),
                    manifest,
                    file.stream().map(entry -> entry.getName()).sorted().toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String header(String key) {
        var value = manifest.getMainAttributes().getValue(key);
        return value == null ? "" : value;
    }

    /** A plug: on floor 3, and neither a host nor a room named after its duty. */
    boolean plug() {
        return floor == 3
                && imports.stream().anyMatch(name -> SPIS.contains(name))
                && !name.endsWith(".engine");
    }

    /** The packages plugs implement. */
    static final List<String> SPIS =
            List.of(
                    "io.skep.ca.spi",
                    "io.skep.consensus",
                    "io.skep.scheduler.spi",
                    "io.skep.runtime.spi",
                    "io.skep.transport.spi");

    private static Export export(String clause) {
        var version = "";
        for (var attribute : clause.split(";")) {
            if (attribute.startsWith("version=")) {
                version = attribute.substring("version=".length()).replace("\"", "");
            }
        }
        return new Export(clause.split(";")[0], version);
    }

    /** Splits at commas outside quotes. */
    private static List<String> clauses(String header) {
        var clauses = new ArrayList<String>();
        if (header == null) {
            return clauses;
        }
        var clause = new StringBuilder();
        boolean quoted = false;
        for (char c : header.toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                clauses.add(clause.toString());
                clause.setLength(0);
            } else {
                clause.append(c);
            }
        }
        clauses.add(clause.toString());
        return clauses;
    }
}
