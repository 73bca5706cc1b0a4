package io.skep.itests.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Namespaces that look like a machine of its own: mounts, network, processes, host name. It ends
 * with the JVM, however the JVM ends.
 */
final class Machine {

    private final Path directory;
    private final Process holder;

    private Machine(Path directory, Process holder) {
        this.directory = directory;
        this.holder = holder;
    }

    static Machine boot(Path directory) {
        var command =
                new ArrayList<>(List.of("unshare", "--mount", "--net", "--uts", "--pid", "--fork"));
        command.addAll(List.of("--kill-child", "--propagation", "private"));
        command.addAll(Shell.script(resource("boot.sh"), directory.toString()));
        try {
            var holder = new ProcessBuilder(command).redirectErrorStream(true);
            var machine =
                    new Machine(directory, holder.redirectOutput(log(directory, "boot")).start());
            Patience.until(machine::booted, () -> "no machine: " + machine.log("boot"));
            return machine;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean booted() {
        if (!holder.isAlive()) {
            throw new IllegalStateException("the machine died: " + log("boot"));
        }
        return Files.exists(directory.resolve("booted"));
    }

    /** The command line that runs a command inside. */
    List<String> inside(List<String> command) {
        var first =
                holder.children().findFirst().orElseThrow(() -> new IllegalStateException("off"));
        var pid = Long.toString(first.pid());
        var entering = new ArrayList<>(List.of("nsenter", "-t", pid, "-m", "-n", "-u", "-p", "--"));
        entering.addAll(command);
        return entering;
    }

    /** Starts a command inside that goes on; its output goes to a file of this name. */
    Process start(String name, List<String> command) {
        try {
            return new ProcessBuilder(inside(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory, name)))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String log(String name) {
        try {
            return Files.readString(log(directory, name).toPath());
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** Pulls the plug: every process inside is killed. */
    void off() {
        holder.children().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!holder.waitFor(10, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static File log(Path directory, String name) {
        return directory.resolve(name + ".log").toFile();
    }

    static String resource(String name) {
        try (var in = Machine.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
