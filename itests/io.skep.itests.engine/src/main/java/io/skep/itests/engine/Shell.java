package io.skep.itests.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the machine. */
final class Shell {

    private static final long PATIENCE_SECONDS = 120;

    private Shell() {}

    /** Runs it; its output. */
    static String run(List<String> command) {
        return run(command, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /** Runs it with this input; its output. */
    static String run(List<String> command, ProcessBuilder.Redirect input) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(input)
                            .start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end: " + output);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        command + " ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException failure) {
            throw new IllegalStateException(command + " does not run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", interrupted);
        }
    }

    /** A command line of a shell script that comes as text, with its arguments. */
    static List<String> script(String text, String... arguments) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", text, "sh"));
        command.addAll(List.of(arguments));
        return command;
    }
}
