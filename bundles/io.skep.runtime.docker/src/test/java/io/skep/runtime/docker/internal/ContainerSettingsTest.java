package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.model.spec.BindOptions;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.DnsConfig;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Limits;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SeLinuxContext;
import io.skep.model.spec.SeccompOpts;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.TmpfsOptions;
import io.skep.model.spec.Ulimit;
import io.skep.model.spec.VolumeOptions;
import io.skep.runtime.spi.TaskFiles;
import io.skep.tck.runtime.Workloads;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task says reaches the engine. */
class ContainerSettingsTest extends DockerBench {

    private static final List<String> NONE = List.of();

    private static ContainerSpec everything() {
        var privileges =
                new Privileges(
                        null,
                        new SeLinuxContext(true, "", "", "", ""),
                        new SeccompOpts("unconfined", ""),
                        null,
                        true);
        var check =
                new Healthcheck(
                        List.of("CMD-SHELL", "true"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(2500),
                        null,
                        2);
        return new ContainerSpec(
                TestEngine.IMAGE,
                Map.of("mine", "1", "com.docker.swarm.task.id", "forged"),
                List.of("sleep"),
                List.of("1000"),
                "inside",
                List.of("A=1"),
                "/tmp",
                "nobody",
                List.of("65534"),
                privileges,
                true,
                "SIGUSR1",
                true,
                true,
                true,
                List.of(),
                Duration.ofMillis(1500),
                check,
                List.of("10.0.0.9 one two"),
                new DnsConfig(List.of("10.0.0.2"), List.of("example.org"), List.of("ndots:1")),
                List.of(),
                List.of(),
                "",
                Map.of("net.ipv4.ip_unprivileged_port_start", "80"),
                List.of("CAP_NET_ADMIN"),
                List.of("CAP_MKNOD"),
                List.of(new Ulimit("nofile", 20, 10)),
                5);
    }

    private static TaskSpec task(ContainerSpec container) {
        var limits = new Limits(500_000_000, 64 << 20, 50);
        var reserved = new Resources(0, 32 << 20, List.of());
        var log = new LogDriver("json-file", Map.of("max-size", "1m"));
        return new TaskSpec(
                container,
                new ResourceRequirements(limits, reserved),
                null,
                null,
                List.of(),
                log,
                0,
                "container");
    }

    @Test
    void givesTheProcessWhatTheTaskSays() throws Exception {
        var workload = workload(task(everything()));
        var container = inspect(prepare(active(), workload));
        var config = container.path("Config");

        assertEquals("/" + workload.name(), container.path("Name").asText());
        assertEquals("[\"sleep\"]", config.path("Entrypoint").toString());
        assertEquals("[\"1000\"]", config.path("Cmd").toString());
        assertEquals("inside", config.path("Hostname").asText());
        assertTrue(config.path("Env").toString().contains("\"A=1\""));
        assertEquals("/tmp", config.path("WorkingDir").asText());
        assertEquals("nobody", config.path("User").asText());
        assertTrue(config.path("Tty").asBoolean());
        assertTrue(config.path("OpenStdin").asBoolean());
        assertEquals("SIGUSR1", config.path("StopSignal").asText());
        assertEquals(2, config.path("StopTimeout").asInt());
        assertEquals(
                "{\"Test\":[\"CMD-SHELL\",\"true\"],\"Interval\":5000000000,"
                        + "\"Timeout\":3000000000,\"StartPeriod\":2500000000,\"Retries\":2}",
                config.path("Healthcheck").toString());
    }

    @Test
    void givesTheContainerWhatTheTaskSaysOfItsHost() throws Exception {
        var host = inspect(prepare(active(), workload(task(everything())))).path("HostConfig");

        assertEquals("[\"65534\"]", host.path("GroupAdd").toString());
        assertTrue(host.path("Init").asBoolean());
        assertTrue(host.path("ReadonlyRootfs").asBoolean());
        assertEquals("[\"one:10.0.0.9\"]", host.path("ExtraHosts").toString());
        assertEquals("[\"10.0.0.2\"]", host.path("Dns").toString());
        assertEquals("[\"example.org\"]", host.path("DnsSearch").toString());
        assertEquals("[\"ndots:1\"]", host.path("DnsOptions").toString());
        assertEquals("[\"CAP_NET_ADMIN\"]", host.path("CapAdd").toString());
        assertEquals("[\"CAP_MKNOD\"]", host.path("CapDrop").toString());
        assertEquals(5, host.path("OomScoreAdj").asInt());
        assertEquals(500_000_000, host.path("NanoCpus").asLong());
        assertEquals(64 << 20, host.path("Memory").asLong());
        assertEquals(32 << 20, host.path("MemoryReservation").asLong());
        assertEquals(50, host.path("PidsLimit").asLong());
        assertEquals("no", host.path("RestartPolicy").path("Name").asText());
        assertEquals("1m", host.path("LogConfig").path("Config").path("max-size").asText());
        assertEquals(10, host.path("Ulimits").get(0).path("Soft").asInt());
        assertEquals(
                "[\"label=disable\",\"seccomp=unconfined\",\"no-new-privileges=true\"]",
                host.path("SecurityOpt").toString());
        assertEquals(
                "80", host.path("Sysctls").path("net.ipv4.ip_unprivileged_port_start").asText());
    }

    @Test
    void marksItWithLabelsThatUsersCannotForge() throws Exception {
        var workload = workload(task(everything()));
        var labels = inspect(prepare(active(), workload)).path("Config").path("Labels");

        assertEquals("1", labels.path("mine").asText());
        assertEquals(workload.task().value(), labels.path("com.docker.swarm.task.id").asText());
        assertEquals(workload.name(), labels.path("com.docker.swarm.task.name").asText());
        assertEquals("kit", labels.path("com.docker.swarm.service.name").asText());
        assertEquals(node().value(), labels.path("com.docker.swarm.node.id").asText());
        assertEquals(cluster().value(), labels.path("io.skep.cluster.id").asText());
        assertEquals("", labels.path("com.docker.swarm.task").asText("absent"));
    }

    @Test
    void tellsTheProcessWhichResourcesItClaimed() throws Exception {
        var claimed =
                List.of(
                        new GenericResource(new NamedResource("gpu", "a"), null),
                        new GenericResource(new NamedResource("gpu", "b"), null),
                        new GenericResource(null, new DiscreteResource("ssd", 3)));
        var workload = workload(only(programs().sleeps()));
        var plan = workload.plan().placed(node(), claimed, "", Instant.EPOCH, "");

        var env =
                inspect(prepare(active(), Records.with(workload, "plan", plan)))
                        .path("Config")
                        .path("Env");

        assertTrue(env.toString().contains("\"DOCKER_RESOURCE_GPU=a,b\""), env::toString);
        assertTrue(env.toString().contains("\"DOCKER_RESOURCE_SSD=3\""), env::toString);
    }

    @Test
    void refusesNetworksItCannotGive() throws Exception {
        var opened = active();
        var network = new NetworkAttachmentConfig("some-overlay", NONE, Map.of());
        var spec =
                new TaskSpec(programs().sleeps(), null, null, null, List.of(network), null, 0, "");

        var ofNetwork = refused(() -> opened.plug().prepare(workload(spec)));

        assertTrue(ofNetwork.getMessage().contains("some-overlay"), ofNetwork.getMessage());
        assertFalse(ofNetwork.isTemporary());
    }

    @Test
    void SE_7_showsFilesForReadingOnlyAndSaysWhichTheEngineDoesNotSee() throws Exception {
        var files = new TaskFiles(directory.toString(), List.of("/run/secrets/nowhere"));
        var workload = workload(programs().sleeps()).with(files);
        var opened = active();

        var refusal = refused(() -> opened.plug().prepare(workload));
        Files.createDirectories(directory.resolve("run/secrets"));
        Files.writeString(directory.resolve("run/secrets/nowhere"), "x");
        var mount = inspect(prepare(opened, workload)).path("Mounts").get(0);

        assertTrue(refusal.getMessage().contains(files.source("/run/secrets/nowhere")));
        assertFalse(refusal.isTemporary());
        assertEquals("/run/secrets/nowhere", mount.path("Destination").asText());
        assertFalse(mount.path("RW").asBoolean());
    }

    @Test
    void mountsVolumesDirectoriesAndMemory() throws Exception {
        var made = directory.resolve("made");
        var volume = new VolumeOptions(true, Map.of("v", "1"), null, "");
        var mounts =
                List.of(
                        new Mount("volume", "named", "/v", true, "", null, volume, null),
                        new Mount(
                                "tmpfs",
                                "",
                                "/m",
                                false,
                                "",
                                null,
                                null,
                                new TmpfsOptions(4096, 0700)),
                        new Mount(
                                "bind",
                                made.toString(),
                                "/b",
                                true,
                                "",
                                new BindOptions("rprivate", false, true, false, false),
                                null,
                                null));
        var opened = active();
        var handle = prepare(opened, workload(only(mounting(mounts))));
        ask(() -> opened.plug().start(handle));

        var seen = inspect(handle).path("Mounts").toString();

        assertTrue(seen.contains("\"Name\":\"named\""), seen);
        assertTrue(seen.contains("\"Destination\":\"/m\""), seen);
        assertTrue(seen.contains("\"Source\":\"" + made + "\""), seen);
        assertTrue(Files.isDirectory(made), "the missing source was made");
        assertTrue(engine().docker("volume", "inspect", "named").contains("\"v\": \"1\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bind|/x|relative|invalid mount target, must be an absolute path: relative",
                "bind|x|/t|invalid bind mount source, must be an absolute path: x",
                "bind|/no/such|/t|invalid bind mount source, source path not found: /no/such",
                "volume|/x|/t|invalid volume mount source, must not be an absolute path: /x",
                "tmpfs|x|/t|invalid tmpfs source, source must be empty",
                "cluster|x|/t|invalid mount type: cluster"
            })
    void saysInDockersWordsWhyAMountCannotBe(
            String type, String source, String target, String words) throws Exception {
        var mount = new Mount(type, source, target, false, "", null, null, null);
        var opened = active();

        var failure =
                refused(() -> opened.plug().prepare(workload(only(mounting(List.of(mount))))));

        assertEquals(words, failure.getMessage());
        assertFalse(failure.isTemporary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-program", "/etc/passwd"})
    void saysWhyAContainerDoesNotStart(String program) throws Exception {
        var opened = active();
        var spec = Workloads.container(TestEngine.IMAGE, List.of(program));
        var handle = prepare(opened, workload(spec));

        var failure = refused(() -> opened.plug().start(handle));

        assertTrue(
                failure.getMessage().startsWith("starting container failed: "),
                failure.getMessage());
        assertFalse(failure.isTemporary());
    }

    private ContainerSpec mounting(List<Mount> mounts) {
        return Records.with(programs().sleeps(), "mounts", mounts);
    }
}
