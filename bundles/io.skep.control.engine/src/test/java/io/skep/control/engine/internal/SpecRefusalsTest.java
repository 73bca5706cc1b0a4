package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Limits;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Placement;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.UpdateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of docker-api-notes 2 about service specs: code and text to the letter. */
class SpecRefusalsTest {

    private static final String INVALID = "rpc error: code = InvalidArgument desc = ";
    private static final Duration BACKWARDS = Duration.ofSeconds(-1);

    @TempDir private static Path directory;
    private static Bench bench;

    @BeforeAll
    static void found() {
        bench = Bench.founded(directory);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource({
        "names",
        "images",
        "containers",
        "placeholders",
        "references",
        "resources",
        "tasks",
        "updates"
    })
    void refusesSpecsInDockersWords(ServiceSpec spec, Code code, String text) {
        var before = bench.view();

        var refusal = bench.refused(new Command.CreateService(spec, Payload.EMPTY));

        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
        assertSame(before, bench.view());
    }

    static Stream<Arguments> names() {
        var dns = "name must be valid as a DNS name component";
        return Stream.of(
                invalid(Specs.service("-web"), dns),
                invalid(Specs.service("web-"), dns),
                invalid(Specs.service("a.b"), dns),
                invalid(Specs.service("\u00e9"), dns),
                invalid(Specs.service("x".repeat(64)), "name must be 63 characters or fewer"));
    }

    static Stream<Arguments> images() {
        return Stream.of(
                        "a/UPPER",
                        "a:b:c",
                        "a@sha256:short",
                        "-a",
                        "a//b",
                        "f".repeat(64),
                        "a/" + "b".repeat(255),
                        "a".repeat(100_000),
                        "mvn:",
                        "a b",
                        "a:%s")
                .map(
                        image ->
                                invalid(
                                        container(ContainerSpec.of(image)),
                                        "ContainerSpec: \""
                                                + image
                                                + "\" is not a valid repository/tag"));
    }

    static Stream<Arguments> containers() {
        var hundred = Duration.ofNanos(100);
        return Stream.of(
                invalid(
                        container(ContainerSpec.of("")),
                        "ContainerSpec: image reference must be provided"),
                arguments(
                        Specs.of(TaskSpec.EMPTY),
                        Code.INVALID,
                        "mismatched Runtime and *Spec fields"),
                arguments(Specs.of(runtime("plugin")), Code.INVALID, "unsupported runtime"),
                arguments(
                        mounting(mount("ramdisk", "/x")),
                        Code.INVALID,
                        "invalid MountType: \"ramdisk\""),
                invalid(
                        mounting(mount("bind", "/x"), mount("tmpfs", "/x")),
                        "ContainerSpec: duplicate mount point: /x"),
                invalid(
                        health(new Healthcheck(List.of(), hundred, null, null, null, 0)),
                        "ContainerSpec: Interval in HealthConfig cannot be less than 1ms"),
                invalid(
                        health(new Healthcheck(List.of(), null, hundred, null, null, 0)),
                        "ContainerSpec: Timeout in HealthConfig cannot be less than 1ms"),
                invalid(
                        health(new Healthcheck(List.of(), null, null, hundred, null, 0)),
                        "ContainerSpec: StartPeriod in HealthConfig cannot be less than 1ms"),
                invalid(
                        health(new Healthcheck(List.of(), null, null, null, hundred, 0)),
                        "ContainerSpec: StartInterval in HealthConfig cannot be less than 1ms"),
                invalid(
                        health(new Healthcheck(List.of(), null, null, null, null, -1)),
                        "ContainerSpec: Retries in HealthConfig cannot be negative"));
    }

    static Stream<Arguments> placeholders() {
        return Stream.of(
                invalid(
                        env("A={{.Nope}}"),
                        "expanding env failed: expanding \"A={{.Nope}}\": template: expansion:1:"
                                + " can't evaluate field .Nope in type template.Context"),
                invalid(
                        env("A={{"),
                        "expanding env failed: expanding \"A={{\": template: expansion:1:"
                                + " unclosed action"),
                invalid(
                        env("{{.Service.Labels.x}}"),
                        "expanding env failed: expanding \"{{.Service.Labels.x}}\": template:"
                                + " expansion:1: map has no entry for key \"x\""),
                invalid(
                        env("{{evil}}"),
                        "expanding env failed: expanding \"{{evil}}\": template: expansion:1:"
                                + " function \"evil\" not defined"),
                invalid(
                        env("KEY={{secret \"key\"}}"),
                        "expanding env failed: expanding \"KEY={{secret \"key\"}}\": template:"
                                + " expansion:1: function \"secret\" not defined: every inspect and"
                                + " every child process shows variables; mount it as a file and"
                                + " name that, as NAME_FILE=/run/secrets/NAME does"));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                invalid(secrets(secret("id", "gone", "f")), "secret not found: gone"),
                invalid(
                        secrets(secret("id", "gone", "f"), secret("it", "lost", "g")),
                        "secrets not found: gone, lost"),
                invalid(
                        secrets(secret("1", "a", "f"), secret("2", "b", "f")),
                        "secret references 'a' and 'b' have a conflicting target: 'f'"),
                invalid(secrets(secret("", "a", "f")), "malformed secret reference"),
                invalid(secrets(secret("1", "", "f")), "malformed secret reference"),
                invalid(
                        secrets(new SecretReference(null, "1", "a")),
                        "malformed secret reference, no target provided"),
                invalid(
                        secrets(secret("1", "a", "../../etc/passwd")),
                        "malformed secret reference, no path in a container"),
                invalid(
                        secrets(secret("1", "a", "a\0b")),
                        "malformed secret reference, no path in a container"),
                invalid(
                        configs(config("1", "a", "/etc/" + "x".repeat(10_000))),
                        "malformed config reference, no path in a container"),
                invalid(configs(config("id", "gone", "f")), "config not found: gone"),
                invalid(
                        configs(config("1", "a", "f"), config("2", "b", "f")),
                        "config references 'a' and 'b' have a conflicting target: 'f'"));
    }

    static Stream<Arguments> resources() {
        var named = new GenericResource(new NamedResource("gpu", "u1"), null);
        var nothing = new GenericResource(null, new DiscreteResource("", 1));
        return Stream.of(
                invalid(
                        limits(new Limits(999_999, 0, 0)),
                        "invalid cpu value 0.000999999: Must be at least 0.001"),
                invalid(
                        limits(new Limits(0, (4 << 20) - 1, 0)),
                        "invalid memory value 4194303: Must be at least 4MiB"),
                invalid(limits(new Limits(0, 0, -1)), "invalid pids limit -1"),
                invalid(
                        reservations(new Resources(1, 0, List.of())),
                        "invalid cpu value 0.000000001: Must be at least 0.001"),
                invalid(
                        reservations(new Resources(0, 1, List.of())),
                        "invalid memory value 1: Must be at least 4MiB"),
                invalid(
                        reservations(new Resources(0, 0, List.of(named))),
                        "invalid argument: generic resources must be discrete"),
                invalid(
                        reservations(new Resources(0, 0, List.of(nothing))),
                        "invalid argument: generic resource ''"));
    }

    static Stream<Arguments> tasks() {
        return Stream.of(
                invalid(
                        restart(new RestartPolicy(null, BACKWARDS, null, null)),
                        "TaskSpec: restart-delay cannot be negative"),
                invalid(
                        restart(new RestartPolicy(null, null, null, BACKWARDS)),
                        "TaskSpec: restart-window cannot be negative"),
                invalid(
                        restart(new RestartPolicy(null, null, -1L, null)),
                        "TaskSpec: restart-max-attempts cannot be negative"),
                invalid(
                        placement(new Placement(List.of(), List.of(), -1, List.of())),
                        "Placement: max replicas per node cannot be negative"),
                arguments(
                        placement(new Placement(List.of("x=y"), List.of(), 0, List.of())),
                        Code.UNKNOWN,
                        "rpc error: code = Unknown desc = constraint expected one operator from ==,"
                                + " !="),
                arguments(
                        Specs.attached("web", "nowhere"),
                        Code.UNKNOWN,
                        "network nowhere not found"),
                arguments(Specs.attached("web", "i"), Code.UNKNOWN, "network i not found"),
                invalid(
                        Specs.attached("web", "ingress"),
                        "Service cannot be explicitly attached to the ingress network \"ingress\""));
    }

    static Stream<Arguments> updates() {
        var some = config("", 0, null);
        return Stream.of(
                invalid(job(some, null), "Jobs may not have an update config"),
                invalid(job(null, some), "Jobs may not have a rollback config"),
                arguments(
                        Specs.updating(config("explode", 0, null), null),
                        Code.INVALID,
                        "unrecognized update failure action explode"),
                arguments(
                        Specs.updating(null, config("rollback", 0, null)),
                        Code.INVALID,
                        "unrecognized update failure action rollback"),
                arguments(
                        Specs.updating(new UpdateConfig(1, null, "", null, 0, "sideways"), null),
                        Code.INVALID,
                        "unrecognized update order sideways"),
                invalid(
                        Specs.updating(config("", 1.1, null), null),
                        "TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1"),
                invalid(
                        Specs.updating(null, config("", Double.NaN, null)),
                        "TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1"),
                invalid(
                        Specs.updating(config("", 0, BACKWARDS), null),
                        "TaskSpec: update-delay cannot be negative"),
                invalid(
                        Specs.updating(new UpdateConfig(1, null, "", BACKWARDS, 0, ""), null),
                        "TaskSpec: update-monitor cannot be negative"),
                invalid(
                        Specs.service("web").withMode(ServiceMode.replicated(-1)),
                        "Number of replicas must be non-negative"));
    }

    @ParameterizedTest
    @MethodSource
    void acceptsImagesOfDockersGrammar(String image) {
        var id = bench.create(Specs.service("", ContainerSpec.of(image)));

        var container = bench.service(id).spec().taskTemplate().containerSpec();
        assertEquals(image, container == null ? "" : container.image());
    }

    static Stream<String> acceptsImagesOfDockersGrammar() {
        return Stream.of(
                "app",
                "app:1.2_x-y",
                "a__b/c.d/e--f",
                "registry.example:5000/team/app:1@sha256:" + "0".repeat(64),
                "localhost/app",
                "[::1]:5000/app",
                "HOST.example/app",
                "mvn:group/artifact/1",
                "file:/opt/app.jar");
    }

    @Test
    void refusesTextThatCannotBeKept() {
        var refusal = bench.refused(new Command.CreateService(env("half=\ud83d"), Payload.EMPTY));

        assertEquals(
                INVALID + "the request cannot be stored: it holds malformed text",
                refusal.getMessage());
    }

    @Test
    void acceptsPlaceholdersThatNodesKnow() {
        var id =
                bench.create(
                        env(
                                "{{.Node.Hostname}} {{.Task.Slot}} {{index .Service.Labels \"a\\\"b\"}}"
                                        + "{{join . \",\" | printf \"%s\"}} }} {"));

        bench.ok(new Command.RemoveService(id));
    }

    private static Arguments invalid(ServiceSpec spec, String text) {
        return arguments(spec, Code.INVALID, INVALID + text);
    }

    private static ServiceSpec container(ContainerSpec container) {
        return Specs.service("web", container);
    }

    private static TaskSpec runtime(String runtime) {
        var container = ContainerSpec.of("app:1");
        return new TaskSpec(container, null, null, null, List.of(), null, 0, runtime);
    }

    private static ServiceSpec env(String entry) {
        return container(ContainerSpec.of("app:1").withEnv(List.of(entry)));
    }

    private static ServiceSpec mounting(Mount... mounts) {
        return container(Specs.container(List.of(mounts), null, List.of(), List.of()));
    }

    private static Mount mount(String type, String target) {
        return new Mount(type, "", target, false, "", null, null, null);
    }

    private static ServiceSpec health(Healthcheck check) {
        return container(Specs.container(List.of(), check, List.of(), List.of()));
    }

    private static ServiceSpec secrets(SecretReference... references) {
        return container(Specs.container(List.of(), null, List.of(references), List.of()));
    }

    private static SecretReference secret(String id, String name, String target) {
        return new SecretReference(new FileTarget(target, "0", "0", 292), id, name);
    }

    private static ServiceSpec configs(ConfigReference... references) {
        return container(Specs.container(List.of(), null, List.of(), List.of(references)));
    }

    private static ConfigReference config(String id, String name, String target) {
        return new ConfigReference(new FileTarget(target, "0", "0", 292), null, id, name);
    }

    private static ServiceSpec limits(Limits limits) {
        return needing(new ResourceRequirements(limits, null));
    }

    private static ServiceSpec reservations(Resources kept) {
        return needing(new ResourceRequirements(null, kept));
    }

    private static ServiceSpec needing(ResourceRequirements needs) {
        return Specs.of(Specs.task(ContainerSpec.of("app:1"), needs, null, null));
    }

    private static ServiceSpec restart(RestartPolicy policy) {
        return Specs.of(Specs.task(ContainerSpec.of("app:1"), null, policy, null));
    }

    private static ServiceSpec placement(Placement placement) {
        return Specs.of(Specs.task(ContainerSpec.of("app:1"), null, null, placement));
    }

    private static ServiceSpec job(UpdateConfig update, UpdateConfig rollback) {
        return Specs.updating(update, rollback).withMode(new ServiceMode.ReplicatedJob(1, 1));
    }

    private static UpdateConfig config(String action, double ratio, Duration delay) {
        return new UpdateConfig(1, delay, action, null, ratio, "");
    }
}
