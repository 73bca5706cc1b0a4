package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.itests.sim.SimKernel;
import io.skep.model.spec.Availability;
import io.skep.transport.ManagerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How another root takes over. Source: swarm-behaviour CA-7, CA-8; consensus-and-faults S-06. */
class RotationTest {

    private static final Duration MOMENT = Duration.ofSeconds(20);

    private Cluster cluster;
    private SimHost founder;
    private final List<SimHost> hosts = new ArrayList<>();
    private String old;

    @BeforeEach
    void formCluster() {
        form(3);
    }

    private void form(long seed) {
        hosts.clear();
        cluster = new Cluster(seed);
        founder = cluster.founder();
        hosts.add(founder);
        hosts.add(cluster.joined("m2:2377", cluster.trust().managerToken()));
        hosts.add(cluster.joined("w1:2377", cluster.trust().workerToken()));
        hosts.add(cluster.joined("w2:2377", cluster.trust().workerToken()));
        hosts.forEach(host -> host.transport().learn(managers()));
        old = cluster.trust().anchors();
    }

    private List<ManagerAddress> managers() {
        return cluster.store.members.entrySet().stream()
                .map(each -> new ManagerAddress(each.getKey(), each.getValue()))
                .toList();
    }

    @Test
    void everyNodeEndsOnTheNewRootAndTheBridgeGoes() {
        var token = cluster.trust().workerToken();
        cluster.force(1);

        cluster.kernel.runFor(MOMENT);

        allOnNewRoot();
        assertEquals("", cluster.trust().bridge());
        assertNotEquals(token, cluster.trust().workerToken());
        cluster.joined("w3:2377", cluster.trust().workerToken());
    }

    @Test
    void theNewRootIssuesWhenTheWishIsAnswered() {
        cluster.force(1);

        cluster.get(founder.tokens().follow());

        assertTrue(cluster.trust().rotating());
        assertEquals(old, cluster.trust().anchors());
        assertNotEquals(old, cluster.trust().rootCertificate());
    }

    @Test
    void atNoMomentANodeMeetsACertificateItDoesNotTrust() {
        cluster.force(1);

        for (int step = 0; step < 400; step++) {
            cluster.kernel.runFor(Duration.ofMillis(50));
            everyNodeBelievesEveryOther();
        }

        allOnNewRoot();
    }

    @Test
    void twiceInARowEndsOnTheLast() {
        cluster.force(1);
        cluster.kernel.runFor(Duration.ofMillis(700));
        cluster.force(2);

        for (int step = 0; step < 400; step++) {
            cluster.kernel.runFor(Duration.ofMillis(50));
            everyNodeBelievesEveryOther();
        }

        allOnNewRoot();
        assertEquals(2, cluster.trust().forced());
    }

    @Test
    void aNodeThatIsDownIsWaitedForAndRecoversWithItsOldCertificate() {
        var worker = hosts.get(3);
        cluster.wire.unplug("w2:2377");
        worker.seams().crash();
        cluster.force(1);
        cluster.kernel.runFor(Duration.ofHours(1));
        assertTrue(cluster.trust().rotating());

        worker.crash();
        worker.transport().learn(managers());
        cluster.kernel.runFor(MOMENT);

        allOnNewRoot();
    }

    @Test
    void aNodeThatIsRemovedIsNotWaitedFor() {
        var worker = hosts.remove(3);
        var node = cluster.shown(worker).node();
        cluster.wire.unplug("w2:2377");
        worker.seams().crash();
        cluster.force(1);
        cluster.kernel.runFor(MOMENT);

        cluster.remove(node);
        cluster.kernel.runFor(MOMENT);

        allOnNewRoot();
    }

    @Test
    void aTokenOfTheOldRootLetsNobodyInAfterwards() {
        var token = cluster.trust().workerToken();
        cluster.force(1);
        cluster.kernel.runFor(MOMENT);

        var late = cluster.host("w9:2377");

        var words =
                cluster.refusal(late.site().join(List.of("m1:2377"), token, Availability.ACTIVE));
        assertTrue(words.startsWith("remote CA does not match fingerprint"), words);
    }

    @Test
    void aNodeMayJoinWhileItRotates() {
        cluster.wire.unplug("w2:2377");
        cluster.force(1);
        cluster.kernel.runFor(MOMENT);
        hosts.add(cluster.joined("w3:2377", cluster.trust().workerToken()));
        everyNodeBelievesEveryOther();

        cluster.wire.plug("w2:2377", hosts.get(3).transport());
        cluster.kernel.runFor(MOMENT);

        allOnNewRoot();
    }

    /** Crashes of workers and new leaders at every moment there is. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void itEndsWhateverFails(long seed) {
        form(seed);
        cluster.force(1);
        var moments = new SimKernel(seed);
        for (int round = 0; round < 6; round++) {
            cluster.kernel.runFor(moments.between(Duration.ofMillis(1), Duration.ofSeconds(2)));
            fail(moments);
            if (round == 3) {
                cluster.force(2);
            }
        }
        cluster.kernel.runFor(Duration.ofMinutes(2));

        allOnNewRoot();
        everyNodeBelievesEveryOther();
        assertEquals(2, cluster.trust().forced());
    }

    private void fail(SimKernel moments) {
        boolean worker = moments.between(Duration.ZERO, Duration.ofNanos(2)).toNanos() == 0;
        if (worker) {
            var host =
                    hosts.get(moments.between(Duration.ZERO, Duration.ofNanos(2)).isZero() ? 2 : 3);
            host.crash();
            host.transport().learn(managers());
        } else {
            boolean first = cluster.store.leader().equals(Optional.of(Cluster.FOUNDER));
            hosts.get(first ? 0 : 1).rest();
            cluster.store.lead(Optional.of(cluster.shown(hosts.get(first ? 1 : 0)).node()));
            hosts.forEach(host -> host.transport().learn(managers()));
            hosts.get(first ? 0 : 1).manage();
            hosts.get(first ? 1 : 0).lead();
        }
    }

    private void allOnNewRoot() {
        var trust = cluster.trust();
        assertFalse(trust.rotating(), "still rotates");
        assertNotEquals(old, trust.anchors());
        var root = Pem.certificates(trust.rootCertificate()).get(0);
        for (var host : hosts) {
            var shown = cluster.shown(host);
            assertTrue(Chain.signed(shown.chain().get(0), root), shown.node() + " shows another");
            assertEquals(List.of(root), shown.anchors(), shown.node() + " trusts another");
        }
    }

    private void everyNodeBelievesEveryOther() {
        cluster.everyNodeBelievesEveryOther(hosts);
    }
}
