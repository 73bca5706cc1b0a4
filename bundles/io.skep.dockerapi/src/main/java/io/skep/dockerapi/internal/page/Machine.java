package io.skep.dockerapi.internal.page;

import io.skep.dockerapi.internal.route.ApiVersion;
import io.skep.dockerjson.HostShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the facts of this machine. */
public final class Machine {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path SYSTEM = Path.of("/etc/os-release");
    private static final long KIB = 1024;

    private Machine() {}

    /** This machine. */
    public static HostShape here() {
        return new HostShape(
                Runtime.getRuntime().availableProcessors(),
                field(MEMORY, "MemTotal:").map(Machine::kib).orElse(0L),
                kernelName(System.getProperty("os.arch", "")),
                System.getProperty("os.version", ""),
                field(SYSTEM, "PRETTY_NAME=").orElse("Linux").replace("\"", ""),
                ApiVersion.PRODUCT);
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
