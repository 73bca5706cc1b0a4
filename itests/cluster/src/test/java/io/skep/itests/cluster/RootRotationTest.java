package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Another root on a cluster that works. Source: consensus-and-faults S-06. */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class RootRotationTest {

    private static final String ROTATING =
            "{{.Swarm.Cluster.RootRotationInProgress}} {{.Swarm.Cluster.TLSInfo.TrustRoot}}";

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        if (cluster != null
                && cluster.docker(cluster.leader(), "service", "rm", "steady").exit() == 0) {
            Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots("steady"));
        }
    }

    @Test
    void everyNodeShowsTheNewRootAndNoTaskIsTouched() {
        var leader = cluster.leader();
        cluster.create(leader, "steady", 4).good();
        cluster.awaitRunning(leader, "steady", 4);
        var before = containers();
        var old = root(leader);
        var token = cluster.token("worker");

        cluster.docker(leader, "swarm", "ca", "--rotate", "--quiet").good();

        var now = root(leader);
        assertNotEquals(old, now);
        assertEquals(now, root(cluster.followers().get(0)));
        assertEquals(List.of(now), trusted(leader));
        assertNotEquals(token, cluster.token("worker"));
        assertEquals(before, containers());
        cluster.whole();
    }

    @Test
    void aNodeThatIsDownAndALeaderThatDiesHoldNothingUpForGood() {
        var leader = cluster.leader();
        var follower = cluster.followers().get(0);
        var away = cluster.workers().get(1);
        cluster.create(leader, "steady", 4).good();
        cluster.awaitRunning(leader, "steady", 4);
        var before = containers();
        var old = root(leader);
        cluster.swarm().kill(away);
        cluster.docker(leader, "swarm", "ca", "--rotate", "--detach").good();
        cluster.docker(follower, "swarm", "ca", "--rotate", "--detach").good();
        cluster.swarm().kill(leader);
        Eventually.holds(
                "another leads",
                Cluster.PATIENCE,
                () -> cluster.docker(follower, "info", "--format", ROTATING).output(),
                text -> text.startsWith("true"));

        cluster.swarm().start(leader);
        cluster.swarm().start(away);

        cluster.whole();
        Eventually.holds(
                "the rotation has ended",
                Cluster.PATIENCE,
                () -> cluster.docker(follower, "info", "--format", ROTATING).output(),
                text -> text.startsWith("false"));
        assertNotEquals(old, root(follower));
        Eventually.equal(
                List.of(root(follower)), Cluster.PATIENCE, () -> trusted(cluster.leader()));
        assertEquals(before, containers());
    }

    private String root(Host manager) {
        return cluster.docker(manager, "swarm", "ca").good();
    }

    private List<String> trusted(Host manager) {
        var ids = cluster.docker(manager, "node", "ls", "--quiet").good().lines().toList();
        return ids.stream()
                .map(
                        id ->
                                cluster.docker(
                                        manager,
                                        "node",
                                        "inspect",
                                        "--format",
                                        "{{.Description.TLSInfo.TrustRoot}}",
                                        id))
                .map(ran -> ran.good().trim())
                .distinct()
                .toList();
    }

    private List<String> containers() {
        var ids =
                cluster.hosts().stream()
                        .flatMap(
                                host ->
                                        host.docker(Host.ENGINE, "ps", "--quiet", "--no-trunc")
                                                .output()
                                                .lines())
                        .sorted()
                        .toList();
        assertTrue(ids.size() >= 4, "" + ids);
        return ids;
    }
}
