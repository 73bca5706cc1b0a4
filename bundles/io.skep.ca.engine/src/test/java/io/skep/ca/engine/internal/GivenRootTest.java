package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.spi.RootKey;
import io.skep.model.spec.CaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roots that users bring. Source: swarm-behaviour CA-8. */
class GivenRootTest {

    private static final Duration MOMENT = Duration.ofSeconds(20);

    private Cluster cluster;
    private SimHost founder;
    private RootKey own;

    @BeforeEach
    void formCluster() {
        cluster = new Cluster(5);
        founder = cluster.founder();
        own = cluster.get(founder.site().create());
    }

    private static CaConfig wanted(String certificate, String key) {
        return new CaConfig(null, List.of(), certificate, key, 0);
    }

    @Test
    void aGivenRootTakesOver() {
        cluster.get(founder.tokens().check(wanted(own.certificate(), own.key())));
        cluster.wish(wanted(own.certificate(), own.key()));

        cluster.kernel.runFor(MOMENT);

        assertEquals(own.certificate(), cluster.trust().anchors());
        assertFalse(cluster.trust().rotating());
        assertEquals(own.key(), text(cluster));
    }

    private static String text(Cluster cluster) {
        return new String(cluster.trust().rootKey().bytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void theRootThatIsTrustedMayStayAfterAll() {
        var before = cluster.trust();
        cluster.store.lead(java.util.Optional.of(Cluster.FOUNDER));
        var worker = cluster.joined("w1:2377", before.workerToken());
        cluster.wire.unplug("w1:2377");
        cluster.wish(wanted(own.certificate(), own.key()));
        cluster.kernel.runFor(MOMENT);
        assertTrue(cluster.trust().rotating());

        var key = new String(before.rootKey().bytes(), StandardCharsets.US_ASCII);
        cluster.wish(wanted(before.rootCertificate(), key));
        cluster.wire.plug("w1:2377", worker.transport());
        cluster.kernel.runFor(MOMENT);

        assertFalse(cluster.trust().rotating());
        assertEquals(before.anchors(), cluster.trust().rootCertificate());
        assertEquals(before.workerToken(), cluster.trust().workerToken());
        assertEquals(before.anchors(), cluster.node(Cluster.FOUNDER).identity().value().issuer());
    }

    @Test
    void whatCannotTakeOverIsRefusedInDockersWords() {
        var other = cluster.get(founder.site().create());

        assertEquals(
                "if a signing CA key is provided, the signing CA cert must also be provided",
                refusal(wanted("", own.key())));
        assertEquals("no valid root CA certificates found", refusal(wanted("x", own.key())));
        assertEquals(
                "the desired CA certificate cannot contain multiple certificates",
                refusal(wanted(own.certificate() + other.certificate(), own.key())));
        assertEquals("certificate key mismatch", refusal(wanted(own.certificate(), other.key())));
        assertEquals(
                "there must be at least one valid, reachable external CA corresponding to the"
                        + " desired CA certificate",
                refusal(wanted(own.certificate(), "")));
        cluster.kernel.runFor(Duration.ofDays(365 * 19 + 30));
        assertEquals(
                "CA certificate expires too soon", refusal(wanted(own.certificate(), own.key())));
    }

    private String refusal(CaConfig wanted) {
        return cluster.get(founder.tokens().check(wanted)).orElse("none");
    }
}
