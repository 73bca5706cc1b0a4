package io.skep.dockerjson;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A machine without a container engine, in the words of one. Source: docker-api-notes 6.
 *
 * @param cpus processors
 * @param memory bytes
 * @param architecture as the kernel calls it
 * @param kernel its release
 * @param system the operating system's name
 * @param product version of Skep
 */
public record HostShape(
        int cpus, long memory, String architecture, String kernel, String system, String product) {

    /** The answer of {@code version}, for clients of these API versions. */
    public Shape version(String oldest, String newest) {
        var details =
                new Shape()
                        .with("ApiVersion", newest)
                        .with("Arch", goArchitecture())
                        .with("KernelVersion", kernel)
                        .with("MinAPIVersion", oldest)
                        .with("Os", "linux");
        var component =
                new Shape()
                        .with("Name", "Engine")
                        .with("Version", product)
                        .with("Details", details);
        return new Shape()
                .with("Platform", new Shape().with("Name", "Skep"))
                .with("Components", Json.array(List.of(component.node())))
                .with("Version", product)
                .with("ApiVersion", newest)
                .with("MinAPIVersion", oldest)
                .with("GitCommit", "")
                .with("GoVersion", "")
                .with("Os", "linux")
                .with("Arch", goArchitecture())
                .with("KernelVersion", kernel);
    }

    /** The answer of {@code info}, for a node of that id and host name. */
    public Shape info(String id, String name, Instant now) {
        return new Shape()
                .with("ID", id)
                .with("Containers", 0)
                .with("ContainersRunning", 0)
                .with("ContainersPaused", 0)
                .with("ContainersStopped", 0)
                .with("Images", 0)
                .with("Driver", "")
                .with("DriverStatus", List.of())
                .with(
                        "Plugins",
                        new Shape()
                                .with("Volume", List.of())
                                .with("Network", List.of())
                                .with("Log", List.of()))
                .with("SystemTime", now)
                .with("KernelVersion", kernel)
                .with("OperatingSystem", system)
                .with("OSType", "linux")
                .with("Architecture", architecture)
                .with("NCPU", cpus)
                .with("MemTotal", memory)
                .with("Name", name)
                .with("Labels", List.of())
                .with("ExperimentalBuild", false)
                .with("ServerVersion", product)
                .with("Runtimes", Map.of())
                .with("DefaultRuntime", "")
                .with("LiveRestoreEnabled", true)
                .with("SecurityOptions", List.of())
                .with("Warnings", null);
    }

    /** As registries and Go call the architecture. */
    private String goArchitecture() {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }
}
