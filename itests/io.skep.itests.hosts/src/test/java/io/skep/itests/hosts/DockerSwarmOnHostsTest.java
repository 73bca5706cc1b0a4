package io.skep.itests.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hosts carry a swarm of Docker's own: what a test sees on them is not the hosts' doing. */
class DockerSwarmOnHostsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Swarm swarm = new DockerSwarm();

    @Test
    void carriesASwarmThatOutlivesItsLeader() {
        assumeTrue(Site.missing().isEmpty(), Site::missing);
        try (var site = Site.open()) {
            var hosts = site.boot(List.of("m1", "m2", "m3", "w1"));
            var managers = hosts.subList(0, 3);
            form(managers, hosts.subList(3, 4));
            assertEquals(4, ready(managers.get(2)));
            create(managers.get(1), "web", "4");
            Eventually.equal(4L, PATIENCE, () -> running(managers.get(2), "web"));

            swarm.kill(managers.get(0));

            Eventually.equal(
                    1L,
                    PATIENCE,
                    () ->
                            swarm.docker(managers.get(1), "node", "ls")
                                    .output()
                                    .lines()
                                    .filter(line -> line.contains("Leader"))
                                    .filter(line -> !line.contains("m1"))
                                    .count());
            create(managers.get(2), "after", "1");
            Eventually.equal(1L, PATIENCE, () -> running(managers.get(1), "after"));
            swarm.start(managers.get(0));
            Eventually.equal(4L, PATIENCE, () -> ready(managers.get(0)));
        }
    }

    private void form(List<Host> managers, List<Host> workers) {
        var first = managers.get(0);
        swarm.docker(first, "swarm", "init", "--advertise-addr", first.address()).good();
        managers.stream().skip(1).forEach(host -> join(host, first, "manager"));
        workers.forEach(host -> join(host, first, "worker"));
    }

    private void join(Host host, Host manager, String role) {
        var token = swarm.docker(manager, "swarm", "join-token", "-q", role).good();
        swarm.docker(host, "swarm", "join", "--token", token, manager.address() + ":2377").good();
    }

    private void create(Host host, String name, String replicas) {
        swarm.docker(
                        host,
                        "service",
                        "create",
                        "--detach",
                        "--no-resolve-image",
                        "--name",
                        name,
                        "--replicas",
                        replicas,
                        TestEngine.IMAGE,
                        "sleep",
                        "100000")
                .good();
    }

    private long ready(Host host) {
        return swarm.docker(host, "node", "ls", "--format", "{{.Status}}")
                .output()
                .lines()
                .filter("Ready"::equals)
                .count();
    }

    private long running(Host host, String service) {
        return swarm.docker(host, "service", "ps", service, "--format", "{{.CurrentState}}")
                .output()
                .lines()
                .filter(line -> line.startsWith("Running"))
                .count();
    }
}
