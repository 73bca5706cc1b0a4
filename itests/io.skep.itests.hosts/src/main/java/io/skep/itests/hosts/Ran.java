package io.skep.itests.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param words what was typed
 * @param exit its exit status
 * @param output what it printed
 * @param errors what it complained of
 */
public record Ran(List<String> words, int exit, String output, String errors) {

    /** Runs a program; one that takes longer than {@code patience} is killed and fails the test. */
    public static Ran run(Duration patience, Map<String, String> environment, List<String> words) {
        try {
            var out = Files.createTempFile("skep", ".out");
            var err = Files.createTempFile("skep", ".err");
            var builder =
                    new ProcessBuilder(words)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "still running after "
                                + patience
                                + ": "
                                + words
                                + "\n"
                                + read(out)
                                + read(err));
            }
            var ran = new Ran(words, process.exitValue(), read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return ran;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** What it printed; fails the test if it did not end well. */
    public String good() {
        if (exit != 0) {
            throw new AssertionError(
                    "exit status " + exit + " of " + words + "\n" + output + errors);
        }
        return output.strip();
    }

    /** What it complained of; fails the test if it ended well. */
    public String bad() {
        if (exit == 0) {
            throw new AssertionError("ended well: " + words + "\n" + output);
        }
        return errors.strip();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
