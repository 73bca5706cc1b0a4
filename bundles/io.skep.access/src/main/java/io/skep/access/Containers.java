package io.skep.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether a plain container stays one. A field that is named nowhere here must say nothing.
 *
 * <p>Source: the definitions of {@code HostConfig} and {@code Resources} in Docker's API.
 */
public final class Containers {

    private static final Set<String> MODES = Set.of("", "none", "private", "shareable");
    private static final Set<String> LOGS = Set.of("", "none", "json-file", "local");
    private static final Set<String> RUNTIMES = Set.of("", "runc", "io.containerd.runc.v2");
    private static final Set<String> HARDENED =
            Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true");

    /** Limits, and what happens inside. */
    private static final Fields HOST =
            new Fields(
                            free(
                                    "AutoRemove",
                                    "BlkioWeight",
                                    "CapDrop",
                                    "ConsoleSize",
                                    "ContainerIDFile",
                                    "CpuCount",
                                    "CpuPercent",
                                    "CpuPeriod",
                                    "CpuQuota",
                                    "CpuShares",
                                    "CpusetCpus",
                                    "CpusetMems",
                                    "Dns",
                                    "DnsOptions",
                                    "DnsSearch",
                                    "ExtraHosts",
                                    "GroupAdd",
                                    "IOMaximumBandwidth",
                                    "IOMaximumIOps",
                                    "Init",
                                    "KernelMemory",
                                    "KernelMemoryTCP",
                                    "Links",
                                    "Memory",
                                    "MemoryReservation",
                                    "MemorySwap",
                                    "MemorySwappiness",
                                    "NanoCpus",
                                    "PidsLimit",
                                    "PortBindings",
                                    "PublishAllPorts",
                                    "ReadonlyRootfs",
                                    "RestartPolicy",
                                    "ShmSize",
                                    "Tmpfs",
                                    "Ulimits"))
                    .with(
                            Map.of(
                                    "Binds", Mounts::named,
                                    "Mounts", Mounts::inside,
                                    "VolumeDriver", Mounts::local,
                                    "LogConfig", Containers::logs,
                                    "NetworkMode", Containers::network))
                    .with(
                            Map.of(
                                    "CgroupnsMode", mode -> word(mode, MODES),
                                    "IpcMode", mode -> word(mode, MODES),
                                    "Isolation", mode -> word(mode, Set.of("", "default")),
                                    "Runtime", runtime -> word(runtime, RUNTIMES),
                                    "OomScoreAdj", score -> score.doubleValue() >= 0,
                                    "SecurityOpt", Containers::hardened,
                                    // an empty list takes the masks away
                                    "MaskedPaths", JsonNode::isNull,
                                    "ReadonlyPaths", JsonNode::isNull));

    /** What the engine has filled in is the engine's choice. */
    private static final Fields MADE =
            HOST.with(
                    Map.of(
                            "CgroupnsMode", any -> true,
                            "LogConfig", any -> true,
                            "Mounts", Mounts::kept,
                            "MaskedPaths", paths -> paths.isNull() || !paths.isEmpty(),
                            "ReadonlyPaths", paths -> paths.isNull() || !paths.isEmpty()));

    private static final Fields WHOLE =
            new Fields(
                            free(
                                    "ArgsEscaped",
                                    "AttachStderr",
                                    "AttachStdin",
                                    "AttachStdout",
                                    "Cmd",
                                    "Domainname",
                                    "Entrypoint",
                                    "Env",
                                    "ExposedPorts",
                                    "Healthcheck",
                                    "Hostname",
                                    "Image",
                                    "Labels",
                                    "MacAddress",
                                    "NetworkDisabled",
                                    "OnBuild",
                                    "OpenStdin",
                                    "Shell",
                                    "StdinOnce",
                                    "StopSignal",
                                    "StopTimeout",
                                    "Tty",
                                    "User",
                                    "Volumes",
                                    "WorkingDir"))
                    .with(
                            Map.of(
                                    "HostConfig",
                                    host -> HOST.wrong(host).isEmpty(),
                                    "NetworkingConfig",
                                    Containers::plugged));

    private static final Fields LOG =
            new Fields(Map.of("Type", type -> word(type, LOGS), "Config", any -> true));

    private static final Fields PLUGS = new Fields(free("EndpointsConfig"));

    private Containers() {}

    /** Fields that may say whatever they want. */
    static Map<String, Predicate<JsonNode>> free(String... names) {
        var fields = new TreeMap<String, Predicate<JsonNode>>();
        for (var name : names) {
            fields.put(name, any -> true);
        }
        return fields;
    }

    /** Which field of {@code POST /containers/create} asks for more; empty for none. */
    static Optional<String> asked(JsonNode body) {
        return WHOLE.wrong(body)
                .map(
                        field ->
                                HOST.wrong(Fields.get(body, "HostConfig"))
                                        .map(inner -> "HostConfig." + inner)
                                        .orElse(field));
    }

    /** Which field of {@code POST /containers/ID/update} asks for more; empty for none. */
    static Optional<String> limits(JsonNode body) {
        return HOST.wrong(body);
    }

    /**
     * How a container that is there reaches its host.
     *
     * @param container as the engine shows it
     * @return by which field; empty when it does not
     */
    public static Optional<String> made(JsonNode container) {
        var host = container.path("HostConfig");
        if (!host.isObject()) {
            return Optional.of("settings that the engine does not show");
        }
        return MADE.wrong(host)
                .map(field -> "HostConfig." + field)
                .or(() -> Mounts.made(container.path("Mounts")));
    }

    /** Whether a name is known; what is not must say nothing. */
    static boolean knows(String field) {
        return HOST.knows(field);
    }

    private static boolean logs(JsonNode config) {
        return Fields.empty(config)
                || LOG.wrong(config).isEmpty()
                        && (!Fields.empty(Fields.get(config, "Type"))
                                || Fields.empty(Fields.get(config, "Config")));
    }

    // others' names are looked up
    private static boolean network(JsonNode mode) {
        var name = mode.asText("");
        return (mode.isTextual() || mode.isNull()) && !name.equals("host") && !name.contains(":");
    }

    private static boolean plugged(JsonNode networking) {
        var names = Fields.get(networking, "EndpointsConfig").fieldNames();
        boolean good = PLUGS.wrong(networking).isEmpty();
        while (names.hasNext()) {
            var name = names.next();
            good &= !name.equals("host") && !name.contains(":");
        }
        return good;
    }

    private static boolean hardened(JsonNode options) {
        boolean good = options.isNull() || options.isArray();
        for (var option : options) {
            good &= HARDENED.contains(option.asText(""));
        }
        return good;
    }

    private static boolean word(JsonNode value, Set<String> allowed) {
        return value.isNull() || value.isTextual() && allowed.contains(value.textValue());
    }
}
