package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that come, go and change what they are. */
class MembersTest {

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @Test
    void aWorkerIsPromotedWorksAsManagerAndIsDemoted() {
        var worker = cluster.workers().get(0);
        var id = cluster.id(worker);

        assertEquals(
                "Node " + id + " promoted to a manager in the swarm.",
                cluster.docker(cluster.leader(), "node", "promote", id).good());

        Eventually.equal(
                List.of("w1 Ready Active Reachable"),
                Cluster.PATIENCE,
                () -> cluster.nodes(worker, worker));
        cluster.create(worker, "by-the-new", 1).good();
        cluster.awaitRunning(cluster.leader(), "by-the-new", 1);
        cluster.remove("by-the-new");
        assertEquals(
                "Manager " + id + " demoted in the swarm.",
                cluster.docker(cluster.leader(), "node", "demote", id).good());
        cluster.whole();
        Eventually.holds(
                "it is no manager any more",
                Cluster.PATIENCE,
                () -> cluster.docker(worker, "node", "ls").errors(),
                said -> said.contains("This node is not a swarm manager."));
    }

    @Test
    void aLeaderThatIsDemotedHandsOver() {
        var leader = cluster.leader();
        var follower = cluster.followers().get(0);
        var id = cluster.id(leader);

        cluster.docker(leader, "node", "demote", id).good();

        Eventually.equal(
                List.of(leader.name() + " Ready Active"),
                Cluster.PATIENCE,
                () -> cluster.nodes(follower, leader));
        cluster.docker(follower, "node", "promote", id).good();
        cluster.whole();
    }

    @Test
    void aNodeThatLeftIsDownUntilItIsRemovedAndComesBackAsAnother() {
        var worker = cluster.workers().get(1);
        var id = cluster.id(worker);
        assertTrue(
                cluster.docker(cluster.leader(), "node", "rm", id)
                        .bad()
                        .endsWith("is not down and can't be removed"));

        assertEquals("Node left the swarm.", cluster.docker(worker, "swarm", "leave").good());

        Eventually.equal(
                List.of("w2 Down Active"),
                Cluster.PATIENCE,
                () -> cluster.nodes(cluster.leader(), worker));
        assertEquals("inactive", state(worker));
        assertEquals(id, cluster.docker(cluster.followers().get(0), "node", "rm", id).good());
        assertEquals(List.of(), cluster.nodes(cluster.leader(), worker));
        assertEquals(
                "This node joined a swarm as a worker.",
                cluster.join(worker, cluster.token("worker")).good());
        cluster.whole();
        assertNotEquals(id, cluster.id(worker));
    }

    @Test
    void aTokenThatWasRotatedOpensNoDoor() {
        var worker = cluster.workers().get(1);
        var old = cluster.token("worker");
        leaveAndRemove(worker);

        cluster.docker(cluster.followers().get(0), "swarm", "join-token", "--rotate", "worker")
                .good();

        assertNotEquals(old, cluster.token("worker"));
        assertTrue(
                cluster.join(worker, old)
                        .bad()
                        .contains("A valid join token is necessary to join this cluster"));
        assertEquals("inactive", state(worker));
        cluster.join(worker, cluster.token("worker")).good();
        cluster.whole();
    }

    @Test
    void aManagerDoesNotLeaveUnforcedAndARemovedOneIsGone() {
        var manager = cluster.followers().get(0);
        var id = cluster.id(manager);
        assertTrue(
                cluster.docker(manager, "swarm", "leave")
                        .bad()
                        .startsWith(
                                "Error response from daemon: You are attempting to leave the swarm"
                                        + " on a node that is participating as a manager."));
        assertTrue(
                cluster.docker(cluster.leader(), "node", "rm", "--force", id)
                        .bad()
                        .contains("is a cluster manager and is a member of the raft cluster."));

        cluster.docker(cluster.leader(), "node", "demote", id).good();
        Eventually.equal(
                List.of(manager.name() + " Ready Active"),
                Cluster.PATIENCE,
                () -> cluster.nodes(cluster.leader(), manager));
        // the cluster knows it before the node itself does, as with Docker
        Eventually.equal("false", Cluster.PATIENCE, () -> isManager(manager));
        leaveAndRemove(manager);
        cluster.join(manager, cluster.token("manager")).good();

        cluster.whole();
    }

    private void leaveAndRemove(Host host) {
        var id = cluster.id(host);
        cluster.docker(host, "swarm", "leave").good();
        Eventually.equal(
                0,
                Cluster.PATIENCE,
                () -> cluster.docker(cluster.leader(), "node", "rm", id).exit());
    }

    private String isManager(Host host) {
        var format = "{{.Swarm.ControlAvailable}}";
        return cluster.docker(host, "info", "--format", format).output().strip();
    }

    private String state(Host host) {
        return cluster.docker(host, "info", "--format", "{{.Swarm.LocalNodeState}}").good();
    }
}
