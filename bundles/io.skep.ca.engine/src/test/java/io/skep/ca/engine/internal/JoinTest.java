package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a cluster begins and others come to it. Source: swarm-behaviour CL-2, CA-1 to CA-5. */
class JoinTest {

    private Cluster cluster;
    private SimHost founder;

    @BeforeEach
    void foundCluster() {
        cluster = new Cluster(1);
        founder = cluster.founder();
    }

    @Test
    void theFounderIsAManagerWhoseRootTheClusterTrusts() {
        var shown = cluster.shown(founder);

        assertEquals(Cluster.FOUNDER, shown.node());
        assertEquals(Cluster.ID, shown.cluster());
        assertEquals(NodeRole.MANAGER, shown.role());
        assertEquals(cluster.trust().anchors(), text(founder, "swarm-root-ca.crt"));
        assertTrue(founder.tokens().wellFormed(cluster.trust().workerToken()));
        assertNotEquals(cluster.trust().workerToken(), cluster.trust().managerToken());
    }

    @Test
    void theRootsKeyIsInTheStoreAndOnNoDisk() {
        assertTrue(cluster.trust().rootKey().size() > 0);
        assertEquals("", text(founder, "swarm-root-ca.key"));
    }

    @Test
    void theFoundersCertificateIsWrittenDown() {
        var identity = cluster.node(Cluster.FOUNDER).identity();

        assertEquals(text(founder, "swarm-node.crt"), identity.value().certificate());
        assertEquals(NodeRole.MANAGER, identity.value().role());
    }

    @Test
    void theTokenDecidesTheRole() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var manager = cluster.joined("m2:2377", cluster.trust().managerToken());

        assertEquals(NodeRole.WORKER, cluster.shown(worker).role());
        assertEquals(NodeRole.MANAGER, cluster.shown(manager).role());
        var node = cluster.node(cluster.shown(worker).node());
        assertEquals(NodeRole.WORKER, node.spec().value().role());
        assertEquals(NodeRole.WORKER, node.identity().value().role());
    }

    @Test
    void whoJoinsLearnsWhereTheManagersAre() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());

        assertEquals(
                List.of("m1:2377"),
                worker.transport().managers().stream().map(each -> each.address()).toList());
    }

    @Test
    void aNodeMayJoinDrained() {
        var worker = cluster.host("w1:2377");

        var shown =
                cluster.get(
                        worker.site()
                                .join(
                                        List.of("m1:2377"),
                                        cluster.trust().workerToken(),
                                        Availability.DRAIN));

        assertEquals(Availability.DRAIN, cluster.node(shown.node()).spec().value().availability());
    }

    @Test
    void aFollowerPassesTheRequestOn() {
        cluster.joined("m2:2377", cluster.trust().managerToken());
        var worker = cluster.host("w1:2377");

        var shown =
                cluster.get(
                        worker.site()
                                .join(
                                        List.of("m2:2377"),
                                        cluster.trust().workerToken(),
                                        Availability.ACTIVE));

        assertEquals(NodeRole.WORKER, cluster.node(shown.node()).identity().value().role());
    }

    @Test
    void aManagerThatIsAwayIsPassedOver() {
        var worker = cluster.host("w1:2377");

        var shown =
                cluster.get(
                        worker.site()
                                .join(
                                        List.of("nobody:2377", "m1:2377"),
                                        cluster.trust().workerToken(),
                                        Availability.ACTIVE));

        assertEquals(Cluster.ID, shown.cluster());
    }

    @Test
    void aRepeatedRequestGetsTheSameNodeThoughTheAnswerWasLost() {
        var worker = cluster.host("w1:2377");
        var token = cluster.trust().workerToken();
        cluster.store.loseAnswers(true);
        cluster.refusal(worker.site().join(List.of("m1:2377"), "no token", Availability.ACTIVE));
        var lost = worker.site().join(List.of("m1:2377"), token, Availability.ACTIVE);
        cluster.kernel.runFor(Duration.ofSeconds(5));
        assertFalse(lost.toCompletableFuture().isDone());
        cluster.store.loseAnswers(false);
        worker.crash();

        var shown = cluster.get(worker.site().join(List.of("m1:2377"), token, Availability.ACTIVE));

        assertEquals(2, cluster.store.view().nodes().size());
        assertEquals(NodeRole.WORKER, cluster.node(shown.node()).spec().value().role());
    }

    @Test
    void aCredentialSurvivesTheProcess() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var before = cluster.shown(worker);

        worker.crash();

        assertEquals(before.chain(), cluster.shown(worker).chain());
        assertEquals(before.anchors(), cluster.shown(worker).anchors());
        assertEquals(before.key(), cluster.shown(worker).key());
    }

    @Test
    void nothingIsLeftOfACredentialThatWasForgotten() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());

        cluster.get(worker.site().forget());
        worker.crash();

        assertEquals(Optional.empty(), worker.site().current());
        assertEquals("", text(worker, "swarm-node.key"));
    }

    @Test
    void aTokenThatWasReplacedLetsNobodyIn() {
        var old = cluster.trust().workerToken();
        var manager = cluster.trust().managerToken();

        cluster.get(founder.tokens().rotate(true, false));

        var late = cluster.host("w1:2377");
        assertEquals(
                "A valid join token is necessary to join this cluster",
                cluster.refusal(late.site().join(List.of("m1:2377"), old, Availability.ACTIVE)));
        assertEquals(manager, cluster.trust().managerToken());
        cluster.joined("w2:2377", cluster.trust().workerToken());
    }

    @Test
    void theClusterSaysWhichPlugSignsAndUntilItIsThereTheOneBeforeGoesOn() {
        cluster.plug("another");
        cluster.kernel.runFor(Duration.ofSeconds(1));

        assertEquals("another", founder.site().wanted());
        cluster.joined("w1:2377", cluster.trust().workerToken());

        cluster.plug("bouncycastle");
        cluster.kernel.runFor(Duration.ofSeconds(1));
        assertEquals("bouncycastle", founder.site().wanted());
        cluster.joined("w2:2377", cluster.trust().workerToken());
    }

    static String text(SimHost host, String file) {
        return host.seams()
                .disk("certificates")
                .read(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }
}
