package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Limits;
import io.skep.model.spec.Mount;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of containers, beyond the kit. */
class ContainerLifeTest extends DockerBench {

    @Test
    void bindsHostPortsAndTellsTheirNumbers() throws Exception {
        var opened = active();
        var chosen = new PortConfig("web", "tcp", 80, 18080, "host");
        var any = new PortConfig("", "udp", 53, 0, "host");
        var mesh = new PortConfig("", "tcp", 81, 18081, "ingress");
        var handle = prepare(opened, workload(only(programs().sleeps()), chosen, any, mesh));

        var seen = ask(() -> opened.plug().start(handle));

        assertEquals(2, seen.ports().size(), seen::toString);
        assertTrue(seen.ports().contains(new PortConfig("", "tcp", 80, 18080, "host")));
        var found = seen.ports().stream().filter(port -> port.targetPort() == 53).findFirst();
        assertTrue(found.orElseThrow().publishedPort() > 0, seen::toString);
        assertTrue(seen.container().pid() > 0);
    }

    @Test
    void reportsChangesOfHealth() throws Exception {
        var opened = active();
        var script = "trap 'exit 0' TERM; sleep 0.5; touch /ok; sleep 1; rm /ok; sleep 1000 & wait";
        var spec = checked(BusyboxPrograms.shell(script), List.of("CMD-SHELL", "test -f /ok"));
        var handle = prepare(opened, workload(spec));

        var started = ask(() -> opened.plug().start(handle));
        var healthy = opened.heard().next(handle, seen -> seen.health() == Health.HEALTHY);
        var unhealthy = opened.heard().next(handle, seen -> seen.health() == Health.UNHEALTHY);

        assertEquals(Health.STARTING, started.health());
        assertEquals(Phase.RUNNING, healthy.phase());
        assertEquals(Phase.RUNNING, unhealthy.phase());
    }

    @Test
    void saysThatAContainerRanOutOfMemory() throws Exception {
        var opened = active();
        var limits = new ResourceRequirements(new Limits(0, 16 << 20, 0), null);
        var spec =
                new TaskSpec(
                        BusyboxPrograms.shell("exec tail /dev/zero"),
                        limits,
                        null,
                        null,
                        List.of(),
                        null,
                        0,
                        "");
        var handle = prepare(opened, workload(spec));
        ask(() -> opened.plug().start(handle));

        var ended = end(opened, handle);

        assertEquals(137, ended.container().exitCode());
        assertEquals("OOMKilled", ended.error());
    }

    @Test
    void reportsWhatOthersRemoved() throws Exception {
        var opened = active();
        var handle = start(opened, programs().sleeps());

        engine().docker("rm", "--force", handle.token());

        var ended = end(opened, handle);
        assertEquals(Phase.EXITED, ended.phase());
    }

    @Test
    void takesOverWhatAFormerAttemptMade() throws Exception {
        var first = active();
        var workload = workload(programs().sleeps());
        var made = prepare(first, workload);
        ask(first.plug()::close);
        var second = active();

        var again = prepare(second, workload);

        assertEquals(made, again);
    }

    @Test
    void removesAnonymousVolumesButNotNamedOnes() throws Exception {
        var opened = active();
        var mounts =
                List.of(
                        new Mount("volume", "", "/anonymous", false, "", null, null, null),
                        new Mount("volume", "kept", "/named", false, "", null, null, null));
        var spec = Records.with(programs().sleeps(), "mounts", mounts);
        var handle = prepare(opened, workload(spec));
        var before = inspect(handle).path("Mounts").findValuesAsText("Name");

        ask(() -> opened.plug().remove(handle));

        var after = engine().docker("volume", "ls", "-q").lines().toList();
        assertEquals(2, before.size());
        assertEquals(List.of("kept"), before.stream().filter(after::contains).toList());
    }

    @Test
    void runsThirtyAtOnce() throws Exception {
        var opened = active();
        var handles = new ArrayList<CompletableFuture<Handle>>();
        for (int i = 0; i < 30; i++) {
            var workload = workload(programs().sleeps());
            handles.add(tell(() -> opened.plug().prepare(workload)));
        }
        var running = new ArrayList<CompletableFuture<Observed>>();
        for (var handle : handles) {
            var made = made(handle.get());
            running.add(tell(() -> opened.plug().start(made)));
        }

        for (var each : running) {
            assertEquals(Phase.RUNNING, each.get().phase());
        }
    }

    @Test
    void failsForNowWhenThereIsNoEngine() throws Exception {
        var opened = active(Map.of("docker.host", "unix:///no/such/engine.sock"));

        var failure = refused(opened.plug()::describe);

        assertTrue(failure.isTemporary(), failure.getMessage());
        assertFalse(opened.heard().nextReachable().answers());
    }

    @Test
    void stopsManyStubbornOnesWithoutKeepingWorkers() throws Exception {
        var opened = active();
        var stubborn = new ArrayList<Handle>();
        for (int i = 0; i < 20; i++) {
            stubborn.add(start(opened, programs().ignoresStopSignal()));
        }
        var stops = new ArrayList<CompletableFuture<Observed>>();
        for (var handle : stubborn) {
            stops.add(tell(() -> opened.plug().stop(handle, Duration.ofSeconds(3))));
        }

        ask(opened.plug()::describe);

        assertTrue(stops.stream().noneMatch(CompletableFuture::isDone), "they are stubborn");
        for (var stop : stops) {
            assertEquals(137, stop.get().container().exitCode());
        }
    }

    private static ContainerSpec checked(ContainerSpec spec, List<String> test) {
        var often = Duration.ofMillis(100);
        var check =
                new Healthcheck(test, often, Duration.ofSeconds(5), Duration.ofSeconds(5), null, 1);
        return Records.with(spec, "healthcheck", check);
    }
}
