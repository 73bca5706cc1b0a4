package io.skep.itests.hosts;

import io.skep.itests.engine.Machine;
import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A room of hosts on one switch, in namespaces apart from the machine's own network, mounts and
 * processes. Disks are in memory and outlive a host that is powered off; everything ends with the
 * JVM, however it ends.
 */
public final class Site implements AutoCloseable {

    private static final Duration COMMAND = Duration.ofSeconds(60);

    private final Path directory;
    private final Machine machine;
    private final List<Host> hosts = new ArrayList<>();

    private Site(Path directory, Machine machine) {
        this.directory = directory;
        this.machine = machine;
    }

    /** Why no hosts can be had here; empty when they can. */
    public static String missing() {
        if (!TestEngine.missing().isEmpty()) {
            return TestEngine.missing();
        }
        return Stream.of("nft", "mount")
                .filter(program -> !installed(program))
                .findFirst()
                .map(program -> "there is no " + program)
                .orElse("");
    }

    /** An empty site. */
    public static Site open() {
        try {
            var directory = Files.createTempDirectory("skep-site");
            return new Site(directory, Machine.boot(directory, List.of(), script("site.sh")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds hosts with these names, boots them and starts their engines, all at the same time. */
    public List<Host> boot(List<String> names, String... engineOptions) {
        var added = names.stream().map(this::add).toList();
        together(
                added,
                host -> {
                    host.powerOn();
                    host.startEngine(engineOptions);
                    return host;
                });
        return added;
    }

    /** Does this to all hosts at the same time; the answers in the hosts' order. */
    public static <T> List<T> together(List<Host> hosts, Function<Host, T> deed) {
        var begun =
                hosts.stream()
                        .map(host -> CompletableFuture.supplyAsync(() -> deed.apply(host)))
                        .toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    /** Adds a host, still off. */
    public Host add(String name) {
        try {
            var number = hosts.size() + 1;
            var home = Files.createDirectory(directory.resolve(name));
            var host = new Host(this, name, "10.77.0." + number, home);
            hosts.add(host);
            return host;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All hosts, in the order they were added. */
    public List<Host> hosts() {
        return List.copyOf(hosts);
    }

    /** Loses every frame that {@code from} sends to {@code to}; the other direction goes on. */
    public void cut(Host from, Host to) {
        inside(
                "nft",
                "add rule bridge faults cuts iifname "
                        + from.port()
                        + " oifname "
                        + to.port()
                        + " drop");
    }

    /** Cuts both directions between every pair of a host here and a host there. */
    public void part(List<Host> here, List<Host> there) {
        for (var one : here) {
            for (var other : there) {
                cut(one, other);
                cut(other, one);
            }
        }
    }

    /** Mends every cut. */
    public void mend() {
        inside("nft", "flush chain bridge faults cuts");
    }

    /** Ends all hosts and removes what they left. */
    @Override
    public void close() {
        hosts.forEach(Host::powerOff);
        machine.off();
        var tidy =
                "rm -rf \"$1\"; find /sys/fs/cgroup -depth -type d -path \"*/$2-*\" -exec rmdir {} +"
                        + " || true";
        Ran.run(
                COMMAND,
                Map.of(),
                List.of("sh", "-c", tidy, "sh", directory + "", directory.getFileName() + ""));
    }

    /** What must stand before a command so that it runs on the switch, where all disks are. */
    List<String> prefix() {
        return List.of("nsenter", "-t", Long.toString(machine.pid()), "-m", "--");
    }

    /** The name of a host's cgroups. */
    String group(Host host) {
        return directory.getFileName() + "-" + host.name();
    }

    Path disks() {
        return directory.resolve("disks");
    }

    String inside(String... command) {
        return Ran.run(COMMAND, Map.of(), machine.inside(Arrays.asList(command))).good();
    }

    /** Runs a command in the network of the switch alone, with all processes in sight. */
    String onSwitch(String... command) {
        var words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(machine.pid()), "-n"));
        words.add("--");
        words.addAll(Arrays.asList(command));
        return Ran.run(COMMAND, Map.of(), words).good();
    }

    static String script(String name) {
        try (var in = Site.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin")
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
