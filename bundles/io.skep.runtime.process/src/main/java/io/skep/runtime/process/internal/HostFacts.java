package io.skep.runtime.process.internal;

import io.skep.model.NodeDescription;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What this machine has, from the kernel. Blocks: for worker threads. */
final class HostFacts {

    private static final long NANOS = 1_000_000_000;
    private static final int KIB = 1024;

    private HostFacts() {}

    static NodeDescription read() throws IOException {
        var processors = Runtime.getRuntime().availableProcessors();
        var resources = new Resources(processors * NANOS, memory(), List.of());
        return new NodeDescription(
                Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
                new Platform(architecture(), "linux"),
                resources,
                "",
                Map.of(),
                List.of(),
                List.of(ProcessRuntime.NAME));
    }

    /** As Docker names it. */
    private static String architecture() {
        var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static long memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .map(kib -> kib * KIB)
                .findFirst()
                .orElse(0);
    }
}
