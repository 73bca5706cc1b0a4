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
public final class Machine {

    private static final List<String> UNSHARE =
            List.of("unshare", "--mount", "--net", "--uts", "--pid", "--fork", "--kill-child");

    private final Path directory;
    private final Process holder;

    private Machine(Path directory, Process holder) {
        this.directory = directory;
        this.holder = holder;
    }

    /** A machine with disks in memory that are empty at every start. */
    static Machine boot(Path directory) {
        return boot(directory, List.of(), resource("boot.sh"));
    }

    /**
     * Starts a machine.
     *
     * @param directory where its logs go; the script gets it as {@code $1} and makes a file {@code
     *     booted} in it
     * @param prefix the command line in front: where it is started; empty for here
     * @param script what its first process does, as text; ends when standard input ends
     * @param arguments {@code $2} and on
     */
    public static Machine boot(
            Path directory, List<String> prefix, String script, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.addAll(UNSHARE);
        command.addAll(List.of("--propagation", "private"));
        command.addAll(Shell.script(script, directory.toString()));
        command.addAll(List.of(arguments));
        try {
            Files.deleteIfExists(directory.resolve("booted"));
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

    /** Its first process, as this machine numbers it. */
    public long pid() {
        return holder.children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("off"))
                .pid();
    }

    /** Whether it is on. */
    public boolean on() {
        return holder.isAlive();
    }

    /** The command line that runs a command inside. */
    public List<String> inside(List<String> command) {
        var pid = Long.toString(pid());
        var entering = new ArrayList<>(List.of("nsenter", "-t", pid, "-m", "-n", "-u", "-p", "--"));
        entering.addAll(command);
        return entering;
    }

    /** Starts a command inside that goes on; its output goes to a file of this name. */
    public Process start(String name, List<String> command) {
        try {
            return new ProcessBuilder(inside(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory, name)))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a command started under this name has said. */
    public String log(String name) {
        try {
            return Files.readString(log(directory, name).toPath());
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** Pulls the plug: every process inside is killed. */
    public void off() {
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
