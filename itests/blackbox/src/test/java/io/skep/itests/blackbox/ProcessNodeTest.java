package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node without an engine: replicas are processes, and the docker CLI drives it all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // fields of a process
    private static final int STATE = 0;
    private static final int NICE = 16;
    private static final int BORN = 19;

    private Skep skep;

    @BeforeAll
    void startNode() {
        skep = Skep.withoutEngine();
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void runsScalesUpdatesAndLogsProcesses() {
        create("talk", "sh", "-c", "echo hello $X; exec sleep 1000").good();
        skep.docker("service", "scale", "talk=3").good();
        skep.docker(
                        "service",
                        "update",
                        "--env-add",
                        "X=again",
                        "--update-parallelism",
                        "0",
                        "talk")
                .good();

        assertEquals(3, skep.running("talk"));
        assertTrue(skep.docker("service", "logs", "--raw", "talk").good().contains("hello again"));
        skep.docker("service", "rm", "talk").good();
    }

    /** A process whose first thread is dead, while another one is still busy. */
    @Test
    void isStartedAgainWhenTheLastThreadOfAKilledNodeIsGone() throws Exception {
        skep.stop();
        var busy =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                "import ctypes, sys, threading\n"
                                        + "threading.Thread(target=sys.stdin.read).start()\n"
                                        + "ctypes.CDLL(None).pthread_exit(None)")
                        .start();
        Eventually.holds(
                "its first thread is dead", PATIENCE, () -> field(busy.pid(), STATE), "Z"::equals);

        Files.writeString(
                skep.data().resolve("node.pid"), busy.pid() + " " + field(busy.pid(), BORN) + "\n");
        var up = CompletableFuture.runAsync(skep::start);
        Eventually.holds("it is waited for", PATIENCE, ProcessNodeTest::waits, waits -> waits);
        assertEquals(busy.pid(), skep.pid());
        busy.getOutputStream().close();
        up.join();

        assertNotEquals(busy.pid(), skep.pid());
        skep.docker("node", "ls").good();
    }

    @Test
    void goesBeforeWhatItRunsWhileProcessorsAreShort() throws Exception {
        create("equal", "sleep", "100003").good();
        var task = pid("100003");

        assertEquals("-5", field(skep.pid(), NICE));
        assertEquals("0", field(task, NICE));
        if (Files.exists(Path.of("/proc/self/autogroup"))) {
            assertTrue(share(skep.pid()).endsWith(" nice -5"), share(skep.pid()));
            assertTrue(share(task).endsWith(" nice 0"), share(task));
        }
        skep.docker("service", "rm", "equal").good();
    }

    private static String share(long process) throws IOException {
        return Files.readString(Path.of("/proc", "" + process, "autogroup")).strip();
    }

    private static boolean waits() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(child -> child.info().command().orElse("").endsWith("/sleep"));
    }

    /** From proc(5) stat, counted from the state on. */
    private static String field(long process, int number) {
        try {
            var line = Files.readString(Path.of("/proc", "" + process, "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ")[number];
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void servesTheMetricsThatThePaperNamesAndNoOther() throws IOException {
        try (var http = Http.to(skep.socket())) {
            var answer = http.json("GET", "/metrics", "");

            assertEquals(200, answer.status());
            assertEquals(written(), served(answer.body()));
            assertTrue(answer.body().contains("skep_nodes{state=\"ready\"} 1.0"), answer.body());
            assertTrue(answer.body().contains("skep_consensus_leading 1.0"), answer.body());
        }
    }

    private static TreeSet<String> written() throws IOException {
        return names(
                Files.readString(Skep.ROOT.resolve("docs/metrics.md")), "\\| `(\\w+)` \\| (\\w+)");
    }

    private static TreeSet<String> served(String body) {
        return names(body, "# TYPE (\\w+) (\\w+)");
    }

    private static TreeSet<String> names(String text, String pattern) {
        return Pattern.compile("(?m)^" + pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void replacesAProcessThatIsKilledAndKeepsOnesThatOutliveTheNode() {
        create("sleeper", "sleep", "100001").good();
        var first = pid("100001");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        Eventually.equal(
                true,
                PATIENCE,
                () -> skep.running("sleeper") == 1 && pid("100001") != first && pid("100001") > 0);
        var second = pid("100001");
        skep.kill();
        skep.start();

        Eventually.equal(1L, PATIENCE, () -> skep.running("sleeper"));
        assertNotEquals(first, second);
        assertEquals(second, pid("100001"));
        skep.docker("service", "rm", "sleeper").good();
        Eventually.equal(-1L, PATIENCE, () -> pid("100001"));
    }

    @Test
    void TK_8_keepsSecretsOfProcessesThatOutliveTheNodeAndDropsThemAtTheEnd(@TempDir Path files)
            throws IOException {
        skep.docker("secret", "create", "key", Files.writeString(files.resolve("k"), "c4nary") + "")
                .good();
        var script = "echo $SKEP_FILES; cat $SKEP_FILES/run/secrets/key; exec sleep 100003";
        skep.docker(
                        "service",
                        "create",
                        "--name",
                        "safe",
                        "--secret",
                        "key",
                        "--no-resolve-image",
                        "process",
                        "sh",
                        "-c",
                        script)
                .good();
        var said = skep.docker("service", "logs", "--raw", "safe").good().lines().toList();
        var secret = Path.of(said.get(0), "run/secrets/key");
        var before = pid("100003");

        skep.kill();
        assertEquals("c4nary", said.get(1));
        assertEquals("c4nary", Files.readString(secret));
        skep.start();
        Eventually.equal(1L, PATIENCE, () -> skep.running("safe"));
        assertEquals(before, pid("100003"));
        assertEquals("c4nary", Files.readString(secret));

        skep.docker("service", "rm", "safe").good();
        Eventually.equal(false, PATIENCE, () -> Files.exists(secret));
        skep.docker("secret", "rm", "key").good();
    }

    @Test
    void hasNoContainersToShow() {
        assertEquals("", skep.docker("ps", "-q").good());
        assertEquals("", skep.docker("images", "-q").good());
        assertTrue(skep.docker("inspect", "nothing").bad().contains("No such object: nothing"));
    }

    @Test
    void answersInKarafsShellWithExitCodes() {
        create("shown", "sleep", "1000").good();

        assertTrue(skep.shell("swarm:service-ls").good().contains("shown"));
        assertTrue(skep.shell("swarm:service-ps shown").good().contains("running"));
        assertTrue(skep.shell("swarm:node-ls").good().contains("leader"));
        assertTrue(skep.shell("skep:plug-ls").good().contains("spread"));
        assertTrue(skep.shell("swarm:service-create --help").good().contains("--replicas"));
        assertNotEquals(0, skep.shell("swarm:service-inspect none").exit());
        assertNotEquals(0, skep.shell("swarm:no-such-command").exit());
        skep.docker("service", "rm", "shown").good();
    }

    @Test
    void leavesAndFoundsAgain() {
        create("gone", "sleep", "100002").good();

        assertTrue(skep.docker("swarm", "leave", "--force").good().contains("left"));
        assertEquals(-1L, pid("100002"));
        assertTrue(skep.docker("service", "ls").bad().contains("This node is not a swarm manager"));
        assertTrue(
                skep.docker("swarm", "init", "--advertise-addr", "127.0.0.1")
                        .good()
                        .contains("SWMTKN-1-"));

        assertEquals("", skep.docker("service", "ls", "-q").good());
    }

    private Ran create(String name, String... command) {
        var words =
                new java.util.ArrayList<>(java.util.List.of("service", "create", "--name", name));
        words.addAll(
                java.util.List.of(
                        "--restart-delay",
                        "200ms",
                        "--update-monitor",
                        "1s",
                        "--no-resolve-image",
                        "process"));
        words.addAll(java.util.List.of(command));
        return skep.docker(words.toArray(String[]::new));
    }

    /** The process that sleeps that long; -1 when there is none. */
    private static long pid(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info().commandLine().orElse("").equals("sleep " + seconds)
                                        || process.info()
                                                .commandLine()
                                                .orElse("")
                                                .endsWith("/sleep " + seconds))
                .map(ProcessHandle::pid)
                .findFirst()
                .orElse(-1L);
    }
}
