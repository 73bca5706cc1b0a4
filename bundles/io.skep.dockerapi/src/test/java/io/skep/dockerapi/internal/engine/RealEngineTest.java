package io.skep.dockerapi.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.skep.dockerapi.internal.world.World;
import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The docker command against a real engine, with the door between them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealEngineTest {

    private static final int LOOKS = 50;

    @TempDir private static Path directory;
    private static EventLoopGroup loops;
    private static LocalEngine link;
    private static World world;

    @BeforeAll
    static void open() {
        assumeTrue(
                TestEngine.missing().isEmpty() || System.getenv("CI") != null, TestEngine::missing);
        loops = Epoll.isAvailable() ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
        link = new LocalEngine(TestEngine.shared().host(), loops);
        link.start();
        until(link::present);
        world = new World(link);
    }

    @AfterAll
    static void close() {
        if (world != null) {
            world.close();
            link.close();
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    @Test
    void runsContainersThatTakeInputToItsEnd() throws Exception {
        var input = "a line\n".repeat(20_000);

        var output = docker(input.getBytes(UTF_8), "run", "--rm", "-i", TestEngine.IMAGE, "cat");

        assertEquals(input, output);
    }

    @Test
    void runsCommandsInContainersAndKnowsHowTheyEnd() throws Exception {
        var container = docker("run", "-d", "--rm", TestEngine.IMAGE, "sleep", "600").strip();

        assertEquals("x\n", docker("x\n".getBytes(UTF_8), "exec", "-i", container, "cat"));
        var failing = start("exec", container, "sh", "-c", "exit 3");
        assertEquals(3, failing.waitFor());
        docker("rm", "-f", container);
    }

    @Test
    void attachesToContainers() throws Exception {
        var container =
                docker("create", "-i", TestEngine.IMAGE, "sh", "-c", "read a; echo got $a").strip();
        docker("start", container);

        var output = docker("it\n".getBytes(UTF_8), "attach", container);

        assertEquals("got it\n", output);
        docker("rm", container);
    }

    @Test
    void followsLogsAndEndsWithTheReader() throws Exception {
        var script = "i=0; while :; do echo $i; i=$((i+1)); sleep 0.05; done";
        var container = docker("run", "-d", TestEngine.IMAGE, "sh", "-c", script).strip();
        var following = start("logs", "-f", container);
        var reader = following.inputReader();

        assertEquals("0", reader.readLine());
        assertEquals("1", reader.readLine());
        assertEquals("2", reader.readLine());

        docker("kill", container);
        while (reader.readLine() != null) {}
        assertEquals(0, following.waitFor());
        docker("rm", container);
    }

    @Test
    void copiesInBothDirections() throws Exception {
        var bytes = new byte[3 << 20];
        new Random(7).nextBytes(bytes);
        var file = Files.write(directory.resolve("in.bin"), bytes);
        var container = docker("create", TestEngine.IMAGE, "true").strip();

        docker("cp", file.toString(), container + ":/tmp/x.bin");
        docker("cp", container + ":/tmp/x.bin", directory.resolve("out.bin").toString());

        assertEquals(-1, Files.mismatch(file, directory.resolve("out.bin")));
        docker("rm", container);
    }

    @Test
    void savesAndLoadsImages() throws Exception {
        var tar = directory.resolve("image.tar");

        docker("save", "-o", tar.toString(), TestEngine.IMAGE);
        var said = docker("load", "-i", tar.toString());

        assertTrue(said.contains("Loaded image: " + TestEngine.IMAGE), said);
    }

    @Test
    void speaksOfWhatIsMissingInTheEnginesWords() throws Exception {
        var process = start("inspect", "--type", "container", "nobody");

        assertTrue(text(process).contains("No such container: nobody"));
        assertEquals(1, process.waitFor());
    }

    @Test
    void readsEvents() throws Exception {
        var lines = new LinkedBlockingQueue<String>();
        var sink =
                new RecordSink() {
                    @Override
                    public void record(byte[] line) {
                        lines.add(new String(line, UTF_8));
                    }

                    @Override
                    public void end() {
                        lines.add("(end)");
                    }
                };
        var filters = "%7B%22event%22%3A%5B%22create%22%5D%2C%22container%22%3A%5B%22seen%22%5D%7D";
        var stream = link.stream("/events?since=1&filters=" + filters, sink);

        docker("create", "--name", "seen", TestEngine.IMAGE, "true");

        var event = lines.poll(20, TimeUnit.SECONDS);
        assertTrue(event != null && event.contains("\"Action\":\"create\""), event);
        stream.cancel();
        docker("rm", "seen");
    }

    @Test
    void showsEventsOfContainers() throws Exception {
        docker("run", "--rm", "--name", "brief", TestEngine.IMAGE, "true");

        var said =
                docker(
                        "events",
                        "--since",
                        "1",
                        "--until",
                        Long.toString(Instant.now().getEpochSecond() + 1),
                        "--filter",
                        "container=brief");

        for (var action : List.of("create", "start", "die", "destroy")) {
            assertTrue(said.contains("container " + action), said);
        }
    }

    @Test
    void knowsVolumesAndImages() throws Exception {
        assertEquals("kept\n", docker("volume", "create", "kept"));
        assertTrue(docker("volume", "ls", "-q").contains("kept\n"));
        assertTrue(docker("images", "-q", TestEngine.IMAGE).matches("[0-9a-f]{12}\n"));
        docker("volume", "rm", "kept");
    }

    @Test
    void keepsNoConnectionToTheEngineForReadersThatWent() throws Exception {
        var container = docker("run", "-d", TestEngine.IMAGE, "sleep", "600").strip();
        long before = fewest();
        var waiting = start("wait", container);
        var following = start("logs", "-f", container);
        until(() -> connections() >= before + 4);

        waiting.destroy();
        following.destroy();

        until(() -> connections() <= before);
        docker("rm", "-f", container);
    }

    /** How many connections are left when those of the past have ended. */
    private static long fewest() {
        long least = connections();
        for (int look = 0; look < LOOKS; look++) {
            LockSupport.parkNanos(5_000_000);
            least = Math.min(least, connections());
        }
        return least;
    }

    /** How many connections this process has. */
    private static long connections() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(RealEngineTest::socket).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean socket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static void until(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("does not hold");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static String docker(String... arguments) throws Exception {
        return docker(new byte[0], arguments);
    }

    private static String docker(byte[] input, String... arguments) throws Exception {
        var process = start(arguments);
        try (var to = process.getOutputStream()) {
            to.write(input);
        }
        var said = text(process);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("docker", "-H", "unix://" + world.socket()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
