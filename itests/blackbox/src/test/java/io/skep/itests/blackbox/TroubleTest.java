package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Health checks that misbehave, secrets that change while tasks restart, and tasks that run out of
 * something. Source: consensus-and-faults O-09, O-13, O-19.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // a check each second, for a second, and two in a row that fail are the limit
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration ENGINE = Duration.ofSeconds(2);
    private static final String CHECK =
            "case $(cat /mode) in"
                    + " flips) if [ -e /bad ]; then rm /bad; else touch /bad; exit 1; fi;;"
                    + " hangs) exec sleep 1000;;"
                    + " floods) head -c 10485760 /dev/zero | tr '\\0' x;;"
                    + " esac";
    private static final Duration DELAY = Duration.ofMillis(4_900);
    private static final Duration PROMPT = Duration.ofSeconds(20);
    // more than a node has threads
    private static final int MANY = 70;
    // in the engine's words, whose own patience ends before ours
    private static final String SILENT = "Client.Timeout exceeded while awaiting headers";
    private static final String LIFE = "{{.State.StartedAt}} {{.State.FinishedAt}}";
    private static final String FORKS =
            "for n in 1 2 3 4 5 6; do sleep 1000 & done; echo all there; sleep 1000";
    // somebody may write while it is measured
    private static final String FILL =
            "for again in $(seq 20); do used=$(df -k --output=used /var/lib/docker | tail -n 1);"
                    + " mount -o remount,size=$((used))k /var/lib/docker && exit; done; exit 1";
    private static final String SLEEP =
            "echo ok > /mode; trap 'exit 0' TERM; while :; do sleep 0.2; done";
    private static final String READ =
            "trap 'exit 0' TERM; while :; do echo \"read <$(cat /run/secrets/word)>\"; sleep 0.1; done";

    @TempDir private Path directory;
    private TestEngine engine;
    private Skep skep;

    @BeforeAll
    void startNode() {
        engine = NeedsEngine.engine();
        skep = Skep.on(engine);
    }

    @AfterEach
    void removeServices() {
        var services = skep.docker("service", "ls", "-q").good().lines().toList();
        services.forEach(id -> skep.docker("service", "rm", id).good());
        Eventually.equal("", PATIENCE, () -> engine.docker("ps", "-aq").strip());
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void O_09_aHealthCheckThatFlipsAndFloodsHarmsNobodyAndOneThatHangsEndsItsTask() {
        create("checked", 1, "--health-cmd", CHECK, "--health-interval", "1s");
        var container = only("checked");

        mode(container, "flips");
        pause(Duration.ofSeconds(6));
        assertEquals(container, only("checked"), "half of the checks fail, never two in a row");

        mode(container, "ok");
        long before = skep.liveHeap();
        mode(container, "floods");
        pause(Duration.ofSeconds(6));
        long after = skep.liveHeap();
        System.out.println("figure O-09 heap " + before + " " + after);
        assertTrue(after < before * 1.1, () -> before + " grew to " + after);
        assertEquals(container, only("checked"));

        mode(container, "hangs");
        long began = System.nanoTime();
        Eventually.equal(true, PATIENCE, () -> ended("checked"));
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("figure O-09 hangs, ended after " + took.toMillis() + " ms");
        assertTrue(took.compareTo(LIMIT.plus(INTERVAL).plus(ENGINE)) < 0, took::toString);
        Eventually.equal(1L, PATIENCE, () -> skep.running("checked"));
        assertEquals("Failed", states("checked").get(1));
    }

    @Test
    void O_19_aTaskReadsTheOldSecretOrTheNewOneWhileTheyAreRotatedAndTasksRestart()
            throws IOException {
        secret("word-0");
        create("reads", 3, "--secret", "source=word-0,target=word", "sh", "-c", READ);
        Eventually.equal(3L, PATIENCE, () -> skep.running("reads"));
        var read = new TreeSet<String>();
        for (int turn = 1; turn <= 3; turn++) {
            secret("word-" + turn);
            var add = "source=word-" + turn + ",target=word";
            skep.docker(
                            Stream.of(
                                            "service update --detach --update-parallelism 2",
                                            "--secret-rm word-" + (turn - 1),
                                            "--secret-add " + add + " reads")
                                    .flatMap(words -> Stream.of(words.split(" ")))
                                    .toArray(String[]::new))
                    .good();
            killOne("reads");
            settled("reads", turn);
            skep.docker("service", "logs", "--raw", "reads").good().lines().forEach(read::add);
        }

        assertEquals(
                List.of("read <word-0>", "read <word-1>", "read <word-2>", "read <word-3>"),
                List.copyOf(read));
    }

    // the default delay is waited for before each start; a task that could not be prepared fails
    // within that delay, and the next one waits for it. Source: swarm-behaviour RS-2, RS-5
    @Test
    void O_13_aTaskThatRunsOutOfSomethingSaysOfWhatWaitsAndHarmsNobody() {
        create("steady", 2);
        var steady = containers("steady");
        doomed("hungry", TestEngine.IMAGE, "--limit-memory 16m", "exec tail /dev/zero");
        doomed("crowded", TestEngine.IMAGE, "--limit-pids 4", FORKS);
        doomed("absent", "127.0.0.1:1/not/here:1", "--limit-memory 16m", SLEEP);
        fails("hungry", "Failed", "task: non-zero exit (137)");
        fails("crowded", "Failed", "task: non-zero exit (2)");
        fails("absent", "Rejected", "127.0.0.1:1: connect: connection refused");
        Eventually.equal("Ready", PATIENCE, () -> states("hungry").get(0));
        Eventually.equal("Ready", PATIENCE, () -> states("crowded").get(0));

        engine.inside("sh", "-c", FILL);
        doomed("late", TestEngine.IMAGE, "--limit-memory 16m", SLEEP);
        fails("late", "Rejected", "no space left on device");
        engine.inside("mount", "-o", "remount,size=50%", "/var/lib/docker");

        Eventually.equal(1L, PATIENCE, () -> skep.running("late"));
        Eventually.equal(true, PATIENCE, () -> states("hungry").size() > 2);
        assertTrue(pause("hungry").compareTo(DELAY) >= 0, () -> "" + pause("hungry"));
        assertTrue(states("absent").size() < 6, () -> "tried again: " + states("absent"));
        assertEquals(steady, containers("steady"));
        assertEquals(2, states("steady").size());
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void O_13_aRegistryThatKeepsSilentHoldsUpNobodyElse() {
        create("steady", 2);
        var steady = containers("steady");
        var registry = silentRegistry();
        try {
            for (int n = 0; n < MANY; n++) {
                doomed("waits" + n, "127.0.0.1:5000/n" + n + ":1", "--limit-memory 16m", SLEEP);
            }
            long began = System.nanoTime();
            create("prompt", 1);
            var took = Duration.ofNanos(System.nanoTime() - began);
            System.out.println("figure O-13 start beside pulls that hang " + took.toMillis());
            fails("waits0", "Rejected", SILENT);

            assertTrue(took.compareTo(PROMPT) < 0, took::toString);
            assertEquals(steady, containers("steady"));
            assertEquals(2, states("steady").size());
        } finally {
            engine.docker("rm", "--force", registry);
        }
    }

    /** Takes connections and never answers. */
    private String silentRegistry() {
        var words = new ArrayList<>(List.of("run", "-d", "--network", "host", TestEngine.IMAGE));
        words.addAll(List.of("nc", "-ll", "-p", "5000", "-e", "sleep", "1000"));
        var registry = engine.docker(words.toArray(String[]::new)).strip();
        var listening = "until netstat -lnt | grep -q :5000; do sleep 0.1; done";
        engine.docker("exec", registry, "sh", "-c", listening);
        return registry;
    }

    private void doomed(String name, String image, String limit, String script) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", name));
        words.addAll(List.of(limit.split(" ")));
        words.addAll(List.of("--stop-grace-period", "1s", image, "sh", "-c", script));
        skep.docker(words.toArray(String[]::new)).good();
    }

    /** One of its tasks ended so, for this reason. */
    private void fails(String service, String state, String reason) {
        Eventually.holds(
                service + " is " + state + ": " + reason,
                PATIENCE.multipliedBy(2),
                () -> reasons(service),
                said -> said.lines().anyMatch(ended(state, reason)));
    }

    private static Predicate<String> ended(String state, String reason) {
        return line -> line.startsWith(state) && line.contains(reason);
    }

    private String reasons(String service) {
        var format = "{{.CurrentState}} {{.Error}}";
        return skep.docker("service", "ps", service, "--no-trunc", "--format", format).output();
    }

    /** From the end of its first container to the start of its second. */
    private Duration pause(String service) {
        var label = "label=com.docker.swarm.service.name=" + service;
        var lives =
                engine.docker("ps", "-aq", "--filter", label)
                        .lines()
                        .map(id -> engine.docker("inspect", "-f", LIFE, id).strip().split(" "))
                        .filter(life -> !life[0].startsWith("0001"))
                        .sorted(Comparator.comparing(life -> life[0]))
                        .toList();
        return Duration.between(Instant.parse(lives.get(0)[1]), Instant.parse(lives.get(1)[0]));
    }

    private void killOne(String service) {
        for (var victim : containers(service)) {
            try {
                engine.docker("kill", victim);
                return;
            } catch (IllegalStateException ended) {
                assertTrue(ended.getMessage().contains("is not running"), ended::getMessage);
            }
        }
    }

    private void settled(String service, int turn) {
        Eventually.equal("completed", PATIENCE, () -> update(service));
        Eventually.equal(3L, PATIENCE, () -> skep.running(service));
        Eventually.equal(true, PATIENCE, () -> logs(service).contains("read <word-" + turn + ">"));
    }

    private String logs(String service) {
        return skep.docker("service", "logs", "--raw", service).output();
    }

    private String update(String service) {
        return skep.inspect("service", service).at("/UpdateStatus/State").asText();
    }

    private void secret(String name) throws IOException {
        var file = Files.writeString(directory.resolve(name), name);
        skep.docker("secret", "create", name, file.toString()).good();
    }

    private void create(String name, int replicas, String... more) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", name, "--replicas", "" + replicas));
        words.addAll(List.of("--restart-delay", "100ms", "--stop-grace-period", "3s"));
        words.addAll(List.of("--health-timeout", "1s", "--health-retries", "2"));
        words.addAll(List.of("--update-failure-action", "continue", "--update-monitor", "1s"));
        var options = List.of(more);
        int program = options.indexOf("sh");
        words.addAll(program < 0 ? options : options.subList(0, program));
        words.add(TestEngine.IMAGE);
        words.addAll(
                program < 0
                        ? List.of("sh", "-c", SLEEP)
                        : options.subList(program, options.size()));
        skep.docker(words.toArray(String[]::new)).good();
        Eventually.equal((long) replicas, PATIENCE, () -> skep.running(name));
    }

    private void mode(String container, String mode) {
        engine.docker("exec", container, "sh", "-c", "echo " + mode + " > /mode");
    }

    private boolean ended(String service) {
        return states(service).stream().anyMatch("Failed"::equals);
    }

    /** Newest first. */
    private List<String> states(String service) {
        var format = "{{.CurrentState}}";
        return skep.docker("service", "ps", service, "--format", format)
                .good()
                .lines()
                .map(state -> state.split(" ")[0])
                .toList();
    }

    private String only(String service) {
        var all = containers(service);
        assertEquals(1, all.size());
        return all.get(0);
    }

    private List<String> containers(String service) {
        var label = "label=com.docker.swarm.service.name=" + service;
        return engine.docker("ps", "-q", "--filter", label).lines().toList();
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
