package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.Credential;
import io.skep.model.spec.NodeRole;
import io.skep.transport.Caller;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How certificates are renewed. Source: swarm-behaviour CA-4, CA-6. */
class RenewalTest {

    private static final Duration MOMENT = Duration.ofSeconds(10);

    private Cluster cluster;
    private SimHost founder;
    private SimHost worker;
    private Credential before;

    @BeforeEach
    void joinCluster() {
        cluster = new Cluster(2);
        founder = cluster.founder();
        cluster.validity(Duration.ofHours(10));
        worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        before = cluster.shown(worker);
    }

    @Test
    void aCertificateIsRenewedBetweenHalfAndFourFifthsOfItsLife() {
        cluster.kernel.runFor(Duration.ofHours(5).minusMinutes(1));
        assertEquals(before.chain(), cluster.shown(worker).chain());

        cluster.kernel.runFor(Duration.ofHours(3).plusMinutes(2));

        assertNotEquals(before.chain(), cluster.shown(worker).chain());
        assertNotEquals(before.key(), cluster.shown(worker).key());
        assertEquals(before.node(), cluster.shown(worker).node());
    }

    @Test
    void aNodeThatWasOffWhileItExpiredRenewsAtOnceWithItsOldKey() {
        cluster.wire.unplug("w1:2377");
        worker.seams().crash();
        cluster.kernel.runFor(Duration.ofHours(20));

        worker.crash();
        worker.transport().learn(managers());
        cluster.kernel.runFor(MOMENT);

        assertNotEquals(before.chain(), cluster.shown(worker).chain());
        assertEquals(before.node(), cluster.shown(worker).node());
    }

    @Test
    void whileNobodyAnswersItIsTriedAgainAndAgain() {
        cluster.wire.unplug("m1:2377");
        cluster.kernel.runFor(Duration.ofHours(9));
        assertEquals(before.chain(), cluster.shown(worker).chain());

        cluster.wire.plug("m1:2377", founder.transport());
        cluster.kernel.runFor(Duration.ofHours(2));

        assertNotEquals(before.chain(), cluster.shown(worker).chain());
    }

    @Test
    void aPromotedWorkerGetsAManagersCertificate() {
        var seen = new ArrayList<Optional<NodeRole>>();
        var loop = worker.seams().loop("watcher");
        worker.site().watch(loop, now -> seen.add(now.map(Credential::role)));

        cluster.grant(before.node(), NodeRole.MANAGER);
        cluster.kernel.runFor(MOMENT);

        assertEquals(NodeRole.MANAGER, cluster.shown(worker).role());
        assertEquals(NodeRole.MANAGER, cluster.node(before.node()).identity().value().role());
        assertEquals(List.of(Optional.of(NodeRole.WORKER), Optional.of(NodeRole.MANAGER)), seen);
    }

    @Test
    void aDemotedManagerGetsAWorkersCertificateThoughNobodyTalksToItAnyMore() {
        var manager = cluster.joined("m2:2377", cluster.trust().managerToken());
        var node = cluster.shown(manager).node();
        cluster.grant(node, NodeRole.MANAGER);
        cluster.kernel.runFor(MOMENT);
        cluster.store.members.remove(node);
        manager.rest();

        cluster.grant(node, NodeRole.WORKER);
        assertFalse(founder.transport().admits(new Caller(node, Role.MANAGER)));
        cluster.kernel.runFor(MOMENT);

        assertEquals(NodeRole.WORKER, cluster.shown(manager).role());
        assertTrue(founder.transport().admits(new Caller(node, Role.WORKER)));
    }

    @Test
    void theLeaderRenewsItsOwn() {
        var own = cluster.shown(founder);

        cluster.kernel.runFor(Duration.ofDays(80));

        assertNotEquals(own.chain(), cluster.shown(founder).chain());
        assertEquals(
                JoinTest.text(founder, "swarm-node.crt"),
                cluster.node(Cluster.FOUNDER).identity().value().certificate());
    }

    @Test
    void everyMomentOfARenewalSurvivesTheDeathOfTheNode() {
        for (int millis = 490; millis < 700; millis += 9) {
            var current = cluster.shown(worker).role();
            var wanted = current == NodeRole.WORKER ? NodeRole.MANAGER : NodeRole.WORKER;
            cluster.grant(before.node(), wanted);
            cluster.kernel.runFor(Duration.ofMillis(millis));
            worker.crash();
            worker.transport().learn(managers());

            assertEquals(before.node(), cluster.shown(worker).node(), "after " + millis + " ms");
            cluster.kernel.runFor(MOMENT);
            assertEquals(wanted, cluster.shown(worker).role(), "after " + millis + " ms");
        }
    }

    private static List<ManagerAddress> managers() {
        return List.of(new ManagerAddress(Cluster.FOUNDER, "m1:2377"));
    }
}
