package io.skep.runtime.process.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.PlugContext;
import io.skep.model.LogRequest;
import io.skep.model.TaskId;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Mount;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.Ulimit;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.runtime.Heard;
import io.skep.tck.runtime.Lines;
import io.skep.tck.runtime.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is peculiar to processes; the rest is in the kit. */
@Timeout(60)
class ProcessRuntimeTest {

    @TempDir private Path directory;
    private SystemSeams seams;
    private Loop loop;
    private Heard heard;
    private ContainerRuntime runtime;

    @SuppressWarnings("NullAway.Init")
    ProcessRuntimeTest() {}

    @BeforeEach
    void open() {
        seams = new SystemSeams(directory, 4);
        loop = seams.loop("test");
        heard = new Heard(Duration.ofSeconds(30));
        var context = new PlugContext<RuntimeSink>(loop, seams, heard, directory, Map.of());
        runtime = new ProcessRuntimeProvider().open(context);
        ask(() -> runtime.activate(1, Optional.empty()));
    }

    @AfterEach
    void close() {
        for (var handle : ask(runtime::list)) {
            ask(() -> runtime.remove(handle));
        }
        ask(runtime::close);
        loop.close();
        seams.close();
    }

    @Test
    void aProgramOutlivesTheProcessThatStartedItAndItsExitIsKnown() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        var script = "while [ ! -e go ]; do sleep 0.1; done; exit 7";
        var mortal =
                new ProcessBuilder(
                                java,
                                "-cp",
                                path,
                                Mortal.class.getName(),
                                directory.toString(),
                                script)
                        .inheritIO()
                        .start();
        assertEquals(0, mortal.waitFor());
        var handle = ask(runtime::list).get(0);
        var before = adopted(handle);
        assertEquals(Phase.RUNNING, before.phase());

        Files.createFile(directory.resolve("boxes/orphaned/work/go"));

        var ended = heard.next(handle, seen -> seen.phase() == Phase.EXITED);
        assertEquals(7, ended.container().exitCode());
    }

    @Test
    void seesACleanEnvironmentAndItsPorts() throws Exception {
        var c = spec(List.of("sh", "-c", "env"), List.of("A=1", "B"), null, List.of(), "");
        var port = new PortConfig("", "tcp", 80, 8080, "host");
        var lines = output(workload(c, List.of(port)));

        assertTrue(lines.contains("A=1\n"), lines::toString);
        assertTrue(lines.contains("SKEP_PORT_80=8080\n"), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("JAVA_")), lines::toString);
    }

    @Test
    void killsTheWholeSessionOfAProgramThatIsStopped() throws Exception {
        var handle = start(Shell.script("sleep 1000 & echo $! > child; wait"));
        var child = directory.resolve("boxes").resolve(handle.token()).resolve("work/child");
        var pid = awaitNumber(child);

        ask(() -> runtime.stop(handle, Duration.ofSeconds(5)));

        assertFalse(isRunning(pid));
    }

    @Test
    void leavesNothingBehindWhenTheFirstProcessEnds() throws Exception {
        var handle = start(Shell.script("sleep 1000 & echo $!"));
        heard.next(handle, seen -> seen.phase() == Phase.EXITED);

        var pid = Long.parseLong(output(handle).get(0).strip());

        assertFalse(isRunning(pid));
    }

    @Test
    void givesTheSignalOfTheSpec() throws Exception {
        var c =
                spec(
                        List.of(
                                "sh",
                                "-c",
                                "trap 'exit 42' USR1; echo up; while :; do sleep 0.1; done"),
                        List.of(),
                        null,
                        List.of(),
                        "SIGUSR1");
        var handle = start(c);
        follow(handle).next();

        var ended = ask(() -> runtime.stop(handle, Duration.ofSeconds(10)));

        assertEquals(42, ended.container().exitCode());
    }

    @Test
    void tellsBothStreamsApart() throws Exception {
        var handle = start(Shell.script("echo out; echo err >&2; printf unended"));
        heard.next(handle, seen -> seen.phase() == Phase.EXITED);
        var lines = new Lines();
        var errors = new LogRequest(false, true, false, null, -1);

        ((RuntimeLogs) runtime).logs(handle, errors, lines);

        assertEquals("", lines.awaitEnd());
        assertEquals(List.of("err\n"), lines.texts());
        assertEquals(2, lines.lines().get(0).stream());
        assertTrue(output(handle).containsAll(List.of("out\n", "err\n", "unended")));
    }

    @Test
    void becomesHealthyAndThenUnhealthy() throws Exception {
        var tenth = Duration.ofMillis(100);
        var check =
                new Healthcheck(
                        List.of("CMD-SHELL", "test ! -e sick"),
                        tenth,
                        tenth.multipliedBy(50),
                        null,
                        null,
                        2);
        var c = spec(List.of("sleep", "1000"), List.of(), check, List.of(), "");
        var handle = prepare(workload(c, List.of()));
        var started = ask(() -> runtime.start(handle));
        assertEquals(Health.STARTING, started.health());

        heard.next(handle, seen -> seen.health() == Health.HEALTHY);
        Files.createFile(directory.resolve("boxes").resolve(handle.token()).resolve("work/sick"));

        heard.next(handle, seen -> seen.health() == Health.UNHEALTHY);
    }

    @Test
    void setsUlimits() throws Exception {
        var limit = new Ulimit("nofile", 77, 66);
        var c = spec(List.of("sh", "-c", "ulimit -n"), List.of(), null, List.of(limit), "");

        assertEquals(List.of("66\n"), output(workload(c, List.of())));
    }

    @Test
    void runsAnExecutableFile() throws Exception {
        var c = Workloads.container("file:/bin/echo", List.of());
        var echo = args(c, List.of("hello"));

        assertEquals(List.of("hello\n"), output(workload(echo, List.of())));
    }

    @Test
    void refusesWhatAProcessCannotHave() {
        var mount = new Mount("volume", "v", "/v", false, "", null, null, null);
        var c = Workloads.container("process", List.of("true"));

        assertEquals(
                "runtime process: a process cannot have mounts",
                runtime.refusal(workload(mounts(c, List.of(mount)), List.of())));
        assertTrue(
                runtime.refusal(workload(Workloads.container("nginx", List.of()), List.of()))
                        .startsWith("runtime process: image nginx is no program"));
        assertEquals(
                "runtime process: there is no command",
                runtime.refusal(workload(Workloads.container("process", List.of()), List.of())));
    }

    private Handle start(ContainerSpec c) {
        var handle = prepare(workload(c, List.of()));
        ask(() -> runtime.start(handle));
        return handle;
    }

    private Handle prepare(Workload workload) {
        return ask(() -> runtime.prepare(workload));
    }

    private List<String> output(Workload workload) throws Exception {
        var handle = prepare(workload);
        ask(() -> runtime.start(handle));
        heard.next(handle, seen -> seen.phase() == Phase.EXITED);
        return output(handle);
    }

    private List<String> output(Handle handle) throws Exception {
        var lines = follow(handle);
        assertEquals("", lines.awaitEnd());
        return lines.texts();
    }

    private Lines follow(Handle handle) {
        var lines = new Lines();
        ((RuntimeLogs) runtime).logs(handle, new LogRequest(true, true, true, null, -1), lines);
        return lines;
    }

    private Observed adopted(Handle handle) {
        return ((Adoption.Adopted) ask(() -> runtime.adopt(handle))).observed();
    }

    private Workload workload(ContainerSpec c, List<PortConfig> ports) {
        var spec = new TaskSpec(c, null, null, null, List.of(), null, 0, "container");
        var plan = Workloads.plan(Mortal.NODE, spec, ports);
        return Workloads.of(new TaskId(seams.entropy().id()), Mortal.CLUSTER, Mortal.NODE, plan);
    }

    private <T> T ask(Supplier<CompletionStage<T>> verb) {
        var result = new CompletableFuture<T>();
        loop.execute(
                () ->
                        verb.get()
                                .whenComplete(
                                        (value, failure) -> {
                                            if (failure == null) {
                                                result.complete(value);
                                            } else {
                                                result.completeExceptionally(failure);
                                            }
                                        }));
        return result.join();
    }

    private long awaitNumber(Path file) throws Exception {
        var number = new CompletableFuture<Long>();
        look(file, number);
        return number.get();
    }

    private void look(Path file, CompletableFuture<Long> number) {
        try {
            number.complete(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException notYet) {
            loop.schedule(Duration.ofMillis(20), () -> look(file, number));
        }
    }

    /** Whether it is there and no zombie that waits for init. */
    private static boolean isRunning(long pid) throws Exception {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static ContainerSpec spec(
            List<String> command,
            List<String> env,
            @Nullable Healthcheck health,
            List<Ulimit> ulimits,
            String signal) {
        return new ContainerSpec(
                "process", Map.of(), command, List.of(), "", env, "", "", List.of(), null, null,
                signal, false, false, false, List.of(), null, health, List.of(), null, List.of(),
                List.of(), "", Map.of(), List.of(), List.of(), ulimits, 0);
    }

    private static ContainerSpec args(ContainerSpec c, List<String> args) {
        return new ContainerSpec(
                c.image(),
                Map.of(),
                c.command(),
                args,
                "",
                List.of(),
                "",
                "",
                List.of(),
                null,
                null,
                "",
                false,
                false,
                false,
                List.of(),
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    private static ContainerSpec mounts(ContainerSpec c, List<Mount> mounts) {
        return new ContainerSpec(
                c.image(),
                Map.of(),
                c.command(),
                List.of(),
                "",
                List.of(),
                "",
                "",
                List.of(),
                null,
                null,
                "",
                false,
                false,
                false,
                mounts,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }
}
