package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.ContainerSpec;
import io.skep.runtime.spi.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process runs: a command of this machine when the image says {@code process} or {@code
 * command} or nothing; else the file or the Maven artifact that the image names.
 */
public final class Program {

    private static final Pattern LABEL = Pattern.compile("((process|command)([:@].*)?)?");
    private static final String FILE = "file:";
    private static final String MAVEN = "mvn:";

    private final List<Path> repositories;

    /** Programs, with Maven artifacts from these repositories. */
    public Program(List<Path> repositories) {
        this.repositories = List.copyOf(repositories);
    }

    /** The repositories of this machine: Maven's and Karaf's. */
    public static List<Path> usualRepositories() {
        var found = new ArrayList<Path>();
        found.add(Path.of(System.getProperty("user.home"), ".m2", "repository"));
        for (var property : List.of("karaf.home", "karaf.base")) {
            var home = System.getProperty(property, "");
            if (!home.isEmpty()) {
                found.add(Path.of(home, "system"));
            }
        }
        return found;
    }

    static String refusal(ContainerSpec c) {
        if (isFile(c.image())) {
            return c.command().isEmpty()
                    ? ""
                    : "runtime process: image "
                            + c.image()
                            + " is the program; only args may be given";
        }
        if (!LABEL.matcher(c.image()).matches()) {
            return "runtime process: image "
                    + c.image()
                    + " is no program: it must be process, file:PATH or mvn:GROUP/ARTIFACT/VERSION";
        }
        return c.command().isEmpty() && c.args().isEmpty()
                ? "runtime process: there is no command"
                : "";
    }

    private static boolean isFile(String image) {
        return image.startsWith(FILE) || image.startsWith(MAVEN);
    }

    /**
     * Program and arguments, with the program's whole path.
     *
     * @throws RuntimeFailure when there is no such program
     */
    public List<String> command(ContainerSpec c, String searchPath, Path directory) {
        var words = new ArrayList<String>();
        if (isFile(c.image())) {
            words.addAll(run(file(c.image())));
        } else {
            words.addAll(c.command());
        }
        words.addAll(c.args());
        words.set(0, executable(words.get(0), searchPath, directory));
        return words;
    }

    private Path file(String image) {
        if (image.startsWith(FILE)) {
            return present(Path.of(image.substring(FILE.length())), image);
        }
        var parts = image.substring(MAVEN.length()).split("/");
        if (parts.length != 3) {
            throw RuntimeFailure.fatal(
                    "invalid image " + image + ": not mvn:GROUP/ARTIFACT/VERSION");
        }
        var path =
                Path.of(parts[0].replace('.', '/'), parts[1], parts[2])
                        .resolve(parts[1] + "-" + parts[2] + ".jar");
        return repositories.stream()
                .map(repository -> repository.resolve(path))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> RuntimeFailure.fatal("No such image: " + image));
    }

    private static Path present(Path file, String image) {
        if (!file.isAbsolute() || !Files.isRegularFile(file)) {
            throw RuntimeFailure.fatal("No such image: " + image);
        }
        return file;
    }

    private static List<String> run(Path file) {
        return file.toString().endsWith(".jar")
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        file.toString())
                : List.of(file.toString());
    }

    private static String executable(String name, String searchPath, Path directory) {
        if (name.contains("/")) {
            var file = directory.resolve(name);
            return canRun(file) ? file.toString() : missing(name);
        }
        for (var place : searchPath.split(":")) {
            var file = Path.of(place).resolve(name);
            if (canRun(file)) {
                return file.toString();
            }
        }
        return missing(name);
    }

    private static boolean canRun(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String missing(String name) {
        throw RuntimeFailure.fatal("exec: \"" + name + "\": executable file not found in $PATH");
    }
}
