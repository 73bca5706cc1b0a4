package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Host;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that nothing befalls. */
class FormedClusterTest {

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @Test
    void everyManagerListsTheSameNodesAndItselfWithAStar() {
        var seen = new TreeSet<List<String>>((a, b) -> a.toString().compareTo(b.toString()));
        for (var manager : cluster.managers()) {
            var table = cluster.docker(manager, "node", "ls").good().lines().toList();

            assertTrue(
                    table.get(0)
                            .matches(
                                    "ID +HOSTNAME +STATUS +AVAILABILITY +MANAGER STATUS +ENGINE"
                                            + " VERSION"),
                    table.get(0));
            var starred = table.stream().filter(row -> row.contains(" * ")).toList();
            assertEquals(1, starred.size(), table::toString);
            assertTrue(starred.get(0).matches("[0-9a-z]{25} \\* +" + manager.name() + " .*"));
            seen.add(cluster.nodes(manager));
        }

        assertEquals(1, seen.size(), seen::toString);
    }

    @Test
    void everyNodeKnowsWhatItIsPartOf() {
        var all = new TreeSet<String>();
        cluster.managers().forEach(host -> all.add(host.address() + ":2377"));

        for (var host : cluster.hosts()) {
            var manager = cluster.managers().contains(host);

            assertEquals(
                    manager ? "active true 5 3" : "active false 0 0",
                    info(
                            host,
                            "{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}"
                                    + " {{.Swarm.Nodes}} {{.Swarm.Managers}}"));
            assertEquals(host.address(), info(host, "{{.Swarm.NodeAddr}}"));
            assertEquals(cluster.id(host), info(host, "{{.Swarm.NodeID}}"));
            var known =
                    info(host, "{{range .Swarm.RemoteManagers}}{{.Addr}}\n{{end}}")
                            .lines()
                            .toList();
            assertEquals(all, new TreeSet<>(known), host.name());
        }
    }

    @Test
    void spreadsAServiceOverAllNodes() {
        cluster.create(cluster.leader(), "spread", 6).good();

        cluster.awaitRunning(cluster.leader(), "spread", 6);
        for (var manager : cluster.managers()) {
            assertEquals(
                    List.of(1, 1, 1, 1, 2),
                    cluster.running(manager, "spread").values().stream().sorted().toList());
        }
        assertEquals(6, new TreeSet<>(cluster.slots("spread")).size());
        cluster.remove("spread");
    }

    @Test
    void followersTakeCommandsAndShowTheirEffectAtOnce() {
        var follower = cluster.followers().get(0);

        cluster.create(follower, "through", 1, "--label", "team=bees").good();

        assertEquals("bees", inspect(follower, "{{.Spec.Labels.team}}"));
        cluster.docker(follower, "service", "scale", "--detach", "through=3").good();
        assertEquals("3", inspect(follower, "{{.Spec.Mode.Replicated.Replicas}}"));
        cluster.awaitRunning(cluster.followers().get(1), "through", 3);
        assertTrue(
                cluster.create(follower, "through", 1)
                        .bad()
                        .contains(
                                "name conflicts with an existing object: service through already"
                                        + " exists"));
        cluster.docker(follower, "service", "rm", "through").good();
        assertEquals("", cluster.docker(follower, "service", "ls", "-q").good());
        cluster.awaitRunning(cluster.leader(), "through", 0);
    }

    @Test
    void logsOfAnyNodesTasksAreReadOnAnyManager() {
        for (var manager : cluster.managers()) {
            for (var host : cluster.hosts()) {
                var name = "says-" + manager.name() + "-" + host.name();
                cluster.docker(
                                manager,
                                "service",
                                "create",
                                "--detach",
                                "--no-resolve-image",
                                "--name",
                                name,
                                "--constraint",
                                "node.hostname==" + host.name(),
                                io.skep.itests.engine.TestEngine.IMAGE,
                                "sh",
                                "-c",
                                "hostname; echo spoken; exec sleep 100000")
                        .good();
            }
        }
        for (var manager : cluster.managers()) {
            for (var host : cluster.hosts()) {
                var name = "says-" + manager.name() + "-" + host.name();
                cluster.awaitRunning(manager, name, 1);
                assertTrue(
                        cluster.docker(manager, "service", "logs", name).good().contains("spoken"),
                        name);
                cluster.docker(manager, "service", "rm", name).good();
            }
        }
    }

    @Test
    void workersAnswerNoQuestionForManagers() {
        for (var words :
                List.of(
                        List.of("node", "ls"),
                        List.of("service", "ls"),
                        List.of("swarm", "join-token", "worker"))) {
            assertEquals(
                    "Error response from daemon: This node is not a swarm manager. Worker nodes"
                            + " can't be used to view or modify cluster state. Please run this"
                            + " command on a manager node or promote the current node to a"
                            + " manager.",
                    cluster.docker(cluster.workers().get(0), words.toArray(String[]::new)).bad());
        }
    }

    private String info(Host host, String format) {
        return cluster.docker(host, "info", "--format", format).good();
    }

    private String inspect(Host manager, String format) {
        return cluster.docker(manager, "service", "inspect", "through", "--format", format).good();
    }
}
