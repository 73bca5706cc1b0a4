package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.Credential;
import io.skep.model.spec.Availability;
import io.skep.transport.ManagerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates and tokens over a long time. Source: consensus-and-faults S-07, S-08. */
class LifeTest {

    private static final Duration LIFE = Duration.ofMinutes(20);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS_OF_A_DAY = 24 * 360;
    private static final int STEPS_OF_A_LEADER = 270;
    private static final Duration BACKDATED = Duration.ofHours(1);

    private Cluster cluster;
    private final List<SimHost> hosts = new ArrayList<>();
    private final SortedMap<String, Credential> before = new TreeMap<>();
    private int renewals;

    @BeforeEach
    void form() {
        cluster = new Cluster(21);
        hosts.add(cluster.founder());
        cluster.validity(LIFE);
        hosts.add(cluster.joined("m2:2377", cluster.trust().managerToken()));
        hosts.add(cluster.joined("w1:2377", cluster.trust().workerToken()));
        hosts.add(cluster.joined("w2:2377", cluster.trust().workerToken()));
        knowManagers();
        hosts.get(0).site().renew();
        cluster.kernel.runFor(STEP);
    }

    private void knowManagers() {
        var managers =
                cluster.store.members.entrySet().stream()
                        .map(each -> new ManagerAddress(each.getKey(), each.getValue()))
                        .toList();
        hosts.forEach(host -> host.transport().learn(managers));
    }

    @Test
    void S_07_aDayOfShortLivesWhileLeadersChange() {
        for (int step = 1; step <= STEPS_OF_A_DAY; step++) {
            cluster.kernel.runFor(STEP);
            look(0.8);
            if (step % STEPS_OF_A_LEADER == 0) {
                anotherLeads();
            }
        }

        assertTrue(renewals > 4 * 80, "only " + renewals + " renewals in a day");
    }

    @Test
    void S_07_halfALifeWithoutAnybodyWhoSigns() {
        cluster.kernel.runFor(LIFE.dividedBy(4));
        cluster.store.lead(Optional.empty());
        hosts.get(0).rest();
        for (int step = 0; step < 60; step++) {
            cluster.kernel.runFor(STEP);
            look(1);
        }
        assertEquals(0, renewals);
        lead(0);

        for (int step = 0; step < 30; step++) {
            cluster.kernel.runFor(STEP);
            look(1);
        }

        assertEquals(4, renewals);
    }

    private void anotherLeads() {
        boolean first = cluster.store.leader().equals(Optional.of(Cluster.FOUNDER));
        hosts.get(first ? 0 : 1).rest();
        lead(first ? 1 : 0);
        hosts.get(first ? 0 : 1).manage();
    }

    private void lead(int number) {
        cluster.store.lead(Optional.of(cluster.shown(hosts.get(number)).node()));
        hosts.get(number).rest();
        hosts.get(number).manage();
        hosts.get(number).lead();
        knowManagers();
    }

    /** Nobody's certificate has expired, and who renewed did so in time. */
    private void look(double latest) {
        int known = renewals;
        for (var host : hosts) {
            var shown = cluster.shown(host);
            var own = shown.chain().get(0);
            assertTrue(cluster.now().isBefore(own.getNotAfter().toInstant()), "expired: " + shown);
            var last = before.put(shown.node().value(), shown);
            if (last != null && !last.chain().equals(shown.chain())) {
                renewals++;
                renewedInTime(last, own.getNotBefore().toInstant().plus(BACKDATED), latest);
            }
        }
        if (renewals > known) {
            cluster.everyNodeBelievesEveryOther(hosts);
        }
    }

    private static void renewedInTime(Credential last, Instant when, double latest) {
        var own = last.chain().get(0);
        var begun = own.getNotBefore().toInstant().plus(BACKDATED);
        var at = Duration.between(begun, when).toMillis() / (double) LIFE.toMillis();
        assertTrue(at >= 0.49 && at <= latest + 0.03, "renewed at " + at + " of its life");
    }

    @Test
    void S_08_anOldTokenIsRefusedAtOnceAndTheNewOneLetsIn() {
        var old = cluster.trust().workerToken();
        cluster.get(hosts.get(0).tokens().rotate(true, false));
        var late = cluster.host("w3:2377");

        var refusal =
                cluster.refusal(late.site().join(List.of("m1:2377"), old, Availability.ACTIVE));

        assertTrue(refusal.contains("A valid join token is necessary"), refusal);
        var fresh = cluster.trust().workerToken();
        assertNotEquals(old, fresh);
        cluster.get(late.site().join(List.of("m2:2377"), fresh, Availability.ACTIVE));
        cluster.everyNodeBelievesEveryOther(hosts);
    }

    @Test
    void S_08_twentyJoinAtOnceWhileTheTokenIsRotated() {
        var old = cluster.trust().workerToken();
        var joining =
                IntStream.range(0, 20)
                        .mapToObj(number -> cluster.host("n" + number + ":2377"))
                        .toList();
        var asked =
                joining.stream()
                        .map(
                                host ->
                                        host.site()
                                                .join(List.of("m1:2377"), old, Availability.ACTIVE)
                                                .handle((done, failure) -> failure == null)
                                                .toCompletableFuture())
                        .toList();
        cluster.kernel.runFor(Duration.ofMillis(40));
        cluster.get(hosts.get(0).tokens().rotate(true, false));
        var fresh = cluster.trust().workerToken();

        for (int i = 0; i < joining.size(); i++) {
            if (!cluster.get(asked.get(i))) {
                cluster.get(
                        joining.get(i).site().join(List.of("m1:2377"), fresh, Availability.ACTIVE));
            }
        }

        cluster.kernel.runFor(STEP);
        var nodes = joining.stream().map(host -> cluster.shown(host).node()).distinct().count();
        assertEquals(20, nodes);
        assertEquals(24, cluster.store.view().nodes().size());
    }
}
