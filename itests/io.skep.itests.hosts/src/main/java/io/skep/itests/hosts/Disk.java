package io.skep.itests.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A disk in a file, and a Java program that works on it in a mount namespace of its own. After a
 * power cut there is on it what was synced, and nothing else. Source: consensus-and-faults 4.1
 *
 * <p>The program gets the place of the disk as its first argument. It says {@code have} with what
 * it has, and then {@code acked n1} and so on.
 */
public final class Disk {

    private static final List<String> PROGRAMS = List.of("mkfs.ext4", "unshare", "mount");

    private final Path directory;
    private final Class<?> program;
    private Path image;
    private int cuts;

    /** A fresh one, for a program. */
    public Disk(Path directory, int mebibytes, Class<?> program) throws Exception {
        this.directory = directory;
        this.program = program;
        this.image = made(directory.resolve("disk0"), mebibytes);
    }

    /** A file with an empty file system in it. */
    public static Path made(Path image, int mebibytes) throws Exception {
        run("truncate", "-s", mebibytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-m", "0", image.toString());
        return image;
    }

    /** Why there is none here; empty when there is. */
    public static String missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "only root mounts disks";
        }
        return PROGRAMS.stream()
                .filter(
                        it ->
                                List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                                        .noneMatch(at -> Files.exists(Path.of(at, it))))
                .findFirst()
                .map(it -> "there is no " + it)
                .orElse("");
    }

    /** Starts a process on it. */
    public Working start(String... arguments) throws IOException {
        var mountPoint = Files.createDirectories(directory.resolve("mounted"));
        // the file system itself writes nothing back for ten minutes, unless somebody syncs
        var script = "mount -o loop,commit=600 \"$1\" \"$2\" && shift 2 && exec \"$@\"";
        var command =
                new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh"));
        command.addAll(List.of("-c", script, "sh", image.toString(), mountPoint.toString()));
        return new Working(launch(command, java(program, mountPoint, arguments)));
    }

    /** Starts a command behind a prefix; its errors are this process' own. */
    public static Process launch(List<String> prefix, List<String> command) throws IOException {
        var all = new ArrayList<>(prefix);
        // the script sees the mount point as its first word and runs what follows
        all.addAll(command);
        return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The command line of a Java program that gets {@code home} as its first argument. */
    public static List<String> java(Class<?> program, Path home, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName(),
                                home.toString()));
        command.addAll(1, opened());
        command.addAll(List.of(arguments));
        return command;
    }

    /** What of the JDK is open to reflection here is so there. */
    private static List<String> opened() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(it -> it.startsWith("--add-opens"))
                .toList();
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("failed: " + List.of(command));
        }
    }

    /** Stops a process; when this returns nothing of it is under way. */
    public static void stop(long pid) throws Exception {
        run("kill", "-STOP", Long.toString(pid));
        while (!isStopped(pid)) {
            Thread.onSpinWait();
        }
    }

    /** Lets a process go on that was stopped. */
    public static void goOn(long pid) throws Exception {
        run("kill", "-CONT", Long.toString(pid));
    }

    /** Every thread stands still: no system call is under way. */
    private static boolean isStopped(long pid) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (var task : tasks.toList()) {
                var stat = Files.readString(task.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    /** A process on the disk. */
    public final class Working {

        private final Process process;
        private final BufferedReader lines;
        private final TreeSet<String> acknowledged = new TreeSet<>();

        private Working(Process process) {
            this.process = process;
            this.lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** What it said was acknowledged, as far as it was heard. */
        public TreeSet<String> acknowledged() {
            return acknowledged;
        }

        /** What it has at the start. */
        public TreeSet<String> has() throws IOException {
            var line = lines.readLine();
            if (line == null || !line.startsWith("have")) {
                throw new AssertionError("it did not start: " + line);
            }
            var all = new TreeSet<String>();
            for (var word : line.substring("have".length()).strip().split(" ")) {
                if (!word.isEmpty()) {
                    all.add(word);
                }
            }
            return all;
        }

        /** Waits until so many more were acknowledged. */
        public void hears(int count) throws IOException {
            for (int at = 0; at < count; at++) {
                hear(lines.readLine());
            }
        }

        private void hear(String line) {
            if (line == null || line.startsWith("failed")) {
                throw new AssertionError("after " + acknowledged.size() + ": " + line);
            }
            // the last line may be torn
            if (line.matches("acked n\\d+")) {
                acknowledged.add(line.substring("acked ".length()));
            }
        }

        /** Pulls the plug; from now on the disk is what it was at that moment. */
        public void cutPower() throws Exception {
            stop(process.pid());
            var copy = directory.resolve("disk" + ++cuts);
            Files.copy(image, copy);
            Files.delete(image);
            image = copy;
            end();
        }

        /** Kills it, and hears what it had said. */
        public void end() throws Exception {
            process.toHandle().destroyForcibly();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
            process.waitFor();
        }
    }
}
