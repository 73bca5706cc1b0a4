package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits by control groups, version 2, where we may write them. */
public final class Cgroups {

    private static final Logger log = LoggerFactory.getLogger(Cgroups.class);
    private static final String CONTROLLERS = "+cpu +memory +pids";
    private static final long PERIOD_MICROS = 100_000;
    private static final long NANOS_PER_MICRO = 1_000_000_000 / PERIOD_MICROS;

    private final Path root;

    /** Control groups of a mounted hierarchy, usually {@code /sys/fs/cgroup}. */
    public Cgroups(Path root) {
        this.root = root;
    }

    /** The directory of the group that limits a box; empty when it is not limited. */
    String limit(String box, @Nullable Limits limits) {
        if (limits == null || limits.equals(new Limits(0, 0, 0))) {
            return "";
        }
        try {
            return make(box, limits).toString();
        } catch (IOException | UnsupportedOperationException refused) {
            log.warn("process {}: runs without its limits: {}", box, refused.toString());
            return "";
        }
    }

    private Path make(String box, Limits limits) throws IOException {
        if (!Files.exists(root.resolve("cgroup.controllers"))) {
            throw new IOException("no control groups of version 2 at " + root);
        }
        var ours = root.resolve("skep");
        Files.createDirectories(ours);
        Files.writeString(root.resolve("cgroup.subtree_control"), CONTROLLERS);
        Files.writeString(ours.resolve("cgroup.subtree_control"), CONTROLLERS);
        var group = Files.createDirectories(ours.resolve(box));
        write(group, "memory.max", limits.memoryBytes(), "");
        write(group, "pids.max", limits.pids(), "");
        write(group, "cpu.max", limits.nanoCpus() / NANOS_PER_MICRO, " " + PERIOD_MICROS);
        return group;
    }

    private static void write(Path group, String file, long value, String rest) throws IOException {
        if (value > 0) {
            Files.writeString(group.resolve(file), value + rest);
        }
    }
}
