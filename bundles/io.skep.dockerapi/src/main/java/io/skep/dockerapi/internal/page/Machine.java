package io.skep.dockerapi.internal.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Facts of the machine.
 *
 * @param cpus processors
 * @param memory bytes
 * @param architecture as the kernel calls it
 * @param kernel its release
 * @param system the operating system's name
 */
public record Machine(int cpus, long memory, String architecture, String kernel, String system) {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path SYSTEM = Path.of("/etc/os-release");
    private static final long KIB = 1024;

    /** This machine. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field(MEMORY, "MemTotal:").map(Machine::kib).orElse(0L),
                kernelName(System.getProperty("os.arch", "")),
                System.getProperty("os.version", ""),
                field(SYSTEM, "PRETTY_NAME=").orElse("Linux").replace("\"", ""));
    }

    /** As registries and Go call the architecture. */
    String goArchitecture() {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    private static String kernelName(String java) {
        return java.equals("amd64") ? "x86_64" : java;
    }

    private static long kib(String text) {
        return Long.parseLong(text.replace("kB", "").strip()) * KIB;
    }

    private static Optional<String> field(Path file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
