package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.model.spec.BindOptions;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.CredentialSpec;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.DnsConfig;
import io.skep.model.spec.Driver;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.Limits;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PlacementPreference;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.SpreadOver;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.TmpfsOptions;
import io.skep.model.spec.Ulimit;
import io.skep.model.spec.UpdateConfig;
import io.skep.model.spec.VolumeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Specs in which everything is said. Source: docker-api-notes 9. */
final class Everything {

    private Everything() {}

    /** A service that refers to a secret, a config and a network, which it makes first. */
    static ServiceSpec service(Bench bench) {
        var secret = bench.ok(new Command.CreateSecret(Specs.secret("s1"))).id();
        var config = bench.ok(new Command.CreateConfig(Specs.config("c1"))).id();
        bench.ok(new Command.CreateNetwork(Specs.network("net", false, true)));
        var update =
                new UpdateConfig(1, Duration.ofSeconds(1), "pause", second(5), 0.1, "stop-first");
        return new ServiceSpec(
                "b",
                Map.of("l", "v"),
                task(secret, config),
                ServiceMode.replicated(2),
                update,
                new UpdateConfig(1, null, "pause", second(5), 0, "start-first"),
                List.of(),
                new EndpointSpec(
                        "vip", List.of(new PortConfig("web", "tcp", 80, 8080, "ingress"))));
    }

    static NetworkSpec network() {
        var pool =
                new IpamPool(
                        "10.9.0.0/16", "10.9.1.0/24", "10.9.0.1", Map.of("printer", "10.9.0.7"));
        return new NetworkSpec(
                "blue",
                Map.of("l", "v"),
                "overlay",
                Map.of("encrypted", ""),
                false,
                true,
                true,
                false,
                new Ipam("default", Map.of("o", "p"), List.of(pool)),
                "",
                "swarm");
    }

    static SecretSpec secret() {
        return new SecretSpec(
                "deep",
                Map.of("l", "v"),
                Payload.of(new byte[] {1, 2}),
                null,
                new Driver("golang", Map.of()));
    }

    static ConfigSpec config() {
        return new ConfigSpec(
                "shallow",
                Map.of("l", "v"),
                Payload.of(new byte[] {3}),
                new Driver("golang", Map.of()));
    }

    private static TaskSpec task(String secret, String config) {
        var gpu = new GenericResource(null, new DiscreteResource("gpu", 1));
        return new TaskSpec(
                container(secret, config),
                new ResourceRequirements(
                        new Limits(500_000_000, 64 << 20, 10),
                        new Resources(0, 64 << 20, List.of(gpu))),
                new RestartPolicy(RestartCondition.ON_FAILURE, second(5), 3L, second(2)),
                new Placement(
                        List.of("node.role==manager"),
                        List.of(new PlacementPreference(new SpreadOver("node.labels.z"))),
                        2,
                        List.of(new Platform("amd64", "linux"))),
                List.of(new NetworkAttachmentConfig("net", List.of("zz"), Map.of("o", "p"))),
                new LogDriver("json-file", Map.of("max-size", "1m")),
                0,
                "");
    }

    private static ContainerSpec container(String secret, String config) {
        return new ContainerSpec(
                "app:1@sha256:" + "a".repeat(64),
                Map.of("c", "v"),
                List.of("sh", "-c"),
                List.of("x"),
                "{{.Node.Hostname}}",
                List.of("A=B", "S={{.Task.Slot}}"),
                "/w",
                "1:2",
                List.of("5"),
                new Privileges(new CredentialSpec("", "f", ""), null, null, null, true),
                true,
                "SIGINT",
                true,
                true,
                true,
                mounts(),
                second(3),
                new Healthcheck(
                        List.of("CMD-SHELL", "true"),
                        second(5),
                        second(3),
                        second(2),
                        second(1),
                        2),
                List.of("1.2.3.4 h"),
                new DnsConfig(List.of("8.8.8.8"), List.of("x.y"), List.of("ndots:1")),
                List.of(new SecretReference(file("s1"), secret, "s1")),
                List.of(new ConfigReference(file("/etc/c1"), null, config, "c1")),
                "default",
                Map.of("a.b", "1"),
                List.of("CAP_NET_ADMIN"),
                List.of("ALL"),
                List.of(new Ulimit("nofile", 20, 10)),
                5);
    }

    private static List<Mount> mounts() {
        var driver = new Driver("local", Map.of("a", "{{.Service.Name}}"));
        return List.of(
                new Mount(
                        "tmpfs", "", "/t", false, "", null, null, new TmpfsOptions(1 << 20, 1016)),
                new Mount(
                        "bind",
                        "/s",
                        "/b",
                        true,
                        "",
                        new BindOptions("rslave", false, true, false, false),
                        null,
                        null),
                new Mount(
                        "volume",
                        "v",
                        "/v",
                        false,
                        "",
                        null,
                        new VolumeOptions(true, Map.of("x", "y"), driver, "z"),
                        null));
    }

    private static FileTarget file(String name) {
        return new FileTarget(name, "0", "0", 292);
    }

    private static Duration second(int count) {
        return Duration.ofSeconds(count);
    }
}
