package io.skep.runtime.process.internal.watch;

import io.skep.runtime.process.internal.box.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Runs health checks as processes of their own. */
final class Checks {

    // running now; added and taken by workers, killed by whoever closes
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** Runs a check once; whether it passed. Blocks: for worker threads. */
    boolean run(Recipe recipe, Duration timeout) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command(recipe))
                        .directory(Path.of(recipe.directory()).toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        var env = builder.environment();
        env.clear();
        recipe.env().forEach(variable -> put(env, variable));
        var process = builder.start();
        running.add(process);
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    && process.exitValue() == 0;
        } finally {
            kill(process);
            running.remove(process);
        }
    }

    private static List<String> command(Recipe recipe) {
        var test = Objects.requireNonNull(recipe.health()).test();
        var rest = new ArrayList<>(test.subList(1, test.size()));
        return test.get(0).equals("CMD-SHELL")
                ? List.of("/bin/sh", "-c", String.join(" ", rest))
                : rest;
    }

    private static void put(Map<String, String> env, String variable) {
        var equals = variable.indexOf('=');
        env.put(variable.substring(0, equals), variable.substring(equals + 1));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    void close() {
        running.forEach(Checks::kill);
    }
}
