package io.skep.launcher;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Makes the demo's image out of what a JDK brings, so that no registry is needed: a small Java
 * runtime, the libraries it is linked with, and this jar.
 */
final class HelloImage {

    static final String NAME = "skep/hello";
    static final String TAG = "1";

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path work;
    private final Path jar;

    HelloImage(Path work, Path jar) {
        this.work = work;
        this.jar = jar;
    }

    /** Gives the image to an engine, unless it has it. */
    void give(Api engine) throws IOException, InterruptedException {
        if (engine.ask("GET", "/images/" + NAME + ":" + TAG + "/json", "").good()) {
            return;
        }
        var start = "CMD [\"/java/bin/java\",\"-Xshare:auto\",\"-jar\",\"/hello.jar\"]";
        var path =
                "/images/create?fromSrc=-&repo="
                        + encoded(NAME)
                        + "&tag="
                        + TAG
                        + "&changes="
                        + encoded(start);
        var answer = engine.ask("POST", path, "application/x-tar", Files.readAllBytes(archive()));
        if (!answer.good()) {
            throw new IOException("the engine refused the demo's image: " + answer.body());
        }
    }

    private Path archive() throws IOException, InterruptedException {
        var root = work.resolve("image");
        var tar = work.resolve("image.tar");
        run(List.of("rm", "-rf", root.toString()));
        Files.createDirectories(root.resolve("tmp"));
        var home = Path.of(System.getProperty("java.home"));
        run(
                List.of(
                        home.resolve("bin/jlink").toString(),
                        "--add-modules",
                        "java.base,jdk.httpserver",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        root.resolve("java").toString()));
        Files.copy(jar, root.resolve("hello.jar"));
        for (var library : libraries(home)) {
            var target = root.resolve(library.substring(1));
            Files.createDirectories(target.getParent());
            Files.copy(Path.of(library), target);
        }
        run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
        return tar;
    }

    /** What the runtime's programs and libraries are linked with, found as the loader finds it. */
    private static TreeSet<String> libraries(Path home) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("ldd", home.resolve("bin/java").toString()));
        for (var name :
                List.of(
                        "server/libjvm.so",
                        "libjava.so",
                        "libnet.so",
                        "libnio.so",
                        "libzip.so",
                        "libjimage.so",
                        "libjli.so")) {
            var library = home.resolve("lib").resolve(name);
            if (Files.exists(library)) {
                words.add(library.toString());
            }
        }
        var found = new TreeSet<String>();
        var matches = LIBRARY.matcher(run(words));
        while (matches.find()) {
            if (!matches.group(1).startsWith(home.toString())) {
                found.add(matches.group(1));
            }
        }
        return found;
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + ": " + output.strip());
        }
        return output;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
