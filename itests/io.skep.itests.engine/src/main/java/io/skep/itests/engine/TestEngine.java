package io.skep.itests.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine for tests, with a busybox image and without a way to any registry.
 *
 * <p>Environment {@code SKEP_TEST_DOCKER_HOST} names one that is to be used; else one is started
 * (as root, on Linux) in namespaces of its own, so that it leaves the machine's network, mounts and
 * engine alone. It ends with the JVM.
 */
public final class TestEngine implements AutoCloseable {

    /** The image every test engine has: {@code sh} and the other tools of busybox. */
    public static final String IMAGE = "skep/busybox:1";

    private static final String GIVEN = System.getenv().getOrDefault("SKEP_TEST_DOCKER_HOST", "");
    private static final Path IMAGE_FILE =
            Path.of(System.getProperty("java.io.tmpdir"), "skep-test-image", "busybox-1.tar");

    private final String host;
    private final @Nullable Machine machine;
    private final Path directory;
    private final List<String> options;
    private @Nullable Process engine;

    private TestEngine(
            String host, @Nullable Machine machine, Path directory, List<String> options) {
        this.host = host;
        this.machine = machine;
        this.directory = directory;
        this.options = options;
    }

    /** Why no engine can be had here; empty when one can. */
    public static String missing() {
        if (!GIVEN.isEmpty()) {
            return "";
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return "starting a container engine needs root";
        }
        return Stream.of("dockerd", "docker", "unshare", "nsenter", "ip")
                .filter(program -> !installed(program))
                .findFirst()
                .map(program -> "there is no " + program)
                .orElse("");
    }

    /** The image as a file for {@code docker import}; made when it is not there yet. */
    public static Path imageFile() {
        if (!Files.exists(IMAGE_FILE)) {
            try {
                Files.createDirectories(IMAGE_FILE.getParent());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            Shell.run(Shell.script(Machine.resource("image.sh"), IMAGE_FILE.toString()));
        }
        return IMAGE_FILE;
    }

    /** The engine all tests of this JVM share; started at the first call. */
    public static TestEngine shared() {
        return Shared.ENGINE;
    }

    /**
     * An engine of one's own: started here, or the given one.
     *
     * @param options more options of {@code dockerd}; a given engine does not get them
     */
    public static TestEngine start(String... options) {
        if (!GIVEN.isEmpty()) {
            var given = new TestEngine(GIVEN, null, Path.of("."), List.of());
            given.loadImage();
            return given;
        }
        try {
            var directory = Files.createTempDirectory("skep-engine");
            var host = "unix://" + directory.resolve("docker.sock");
            var started =
                    new TestEngine(host, Machine.boot(directory), directory, List.of(options));
            started.startEngine();
            started.loadImage();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Its address, as for {@code DOCKER_HOST}. */
    public String host() {
        return host;
    }

    /** Its socket, when it was started here. */
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    /** Whether it was started here and can be stopped. */
    public boolean own() {
        return machine != null;
    }

    /** Runs the {@code docker} command against it; its output. */
    public String docker(String... arguments) {
        return Shell.run(dockerCommand(arguments));
    }

    /** Runs a command on its machine; its output. */
    public String inside(String... command) {
        return Shell.run(machine().inside(List.of(command)));
    }

    /** Starts the engine of a machine that has none running. */
    public void startEngine() {
        var command = new ArrayList<>(List.of("dockerd", "--host", host));
        command.addAll(List.of("--pidfile", "/run/docker.pid", "--log-level", "warn"));
        command.addAll(List.of("--cgroup-parent", "/" + directory.getFileName()));
        command.addAll(options);
        engine = machine().start("dockerd", command);
        Patience.until(this::answers, () -> "no engine: " + machine().log("dockerd"));
    }

    /** Ends the engine politely; with {@code live-restore} off its containers end too. */
    public void stopEngine() {
        end("TERM");
    }

    /** Kills the engine: its containers live on, unwatched. */
    public void killEngine() {
        end("KILL");
    }

    /** Stops everything that was started here. */
    @Override
    public void close() {
        if (machine != null) {
            machine.off();
            removeDirectory();
        }
    }

    private void end(String signal) {
        var running = engine;
        if (running == null) {
            return;
        }
        running.children().forEach(child -> kill(signal, child.pid()));
        try {
            if (!running.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the engine does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        engine = null;
    }

    private static void kill(String signal, long pid) {
        Shell.run(List.of("kill", "-" + signal, Long.toString(pid)));
    }

    private boolean answers() {
        var running = engine;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("the engine died: " + machine().log("dockerd"));
        }
        if (!Files.exists(socket())) {
            return false;
        }
        try {
            docker("version");
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private void loadImage() {
        if (!docker("images", "-q", IMAGE).isBlank()) {
            return;
        }
        Shell.run(
                dockerCommand("import", "-c", "CMD [\"sh\"]", "-", IMAGE),
                ProcessBuilder.Redirect.from(imageFile().toFile()));
    }

    private List<String> dockerCommand(String... arguments) {
        var command = new ArrayList<>(List.of("docker", "-H", host));
        command.addAll(List.of(arguments));
        return command;
    }

    private Machine machine() {
        if (machine == null) {
            throw new IllegalStateException("the engine " + host + " is not ours");
        }
        return machine;
    }

    private void removeDirectory() {
        var cgroups = "find /sys/fs/cgroup -depth -type d -path \"*/$2*\" -exec rmdir {} + || true";
        Shell.run(
                Shell.script(
                        "rm -rf \"$1\"; " + cgroups,
                        directory.toString(),
                        directory.getFileName().toString()));
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin")
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** Started when it is first asked for, stopped with the JVM. */
    private static final class Shared {
        private static final TestEngine ENGINE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ENGINE::close, "stop-test-engine"));
        }
    }
}
