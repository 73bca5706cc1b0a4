package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.spi.RootKey;
import io.skep.itests.sim.SimKernel;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ExternalCa;
import io.skep.model.spec.Payload;
import io.skep.tck.ca.Roots;
import io.skep.tck.ca.SignerOutside;
import io.skep.tck.ca.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cluster that begins with a root somebody brought. Source: CA-8, CA-9, swarmkit:node/node.go.
 */
class BroughtRootTest {

    private static final String ROOT = "swarm-root-ca.crt";
    private static final String ROOT_KEY = "swarm-root-ca.key";
    private static final String OWN = "swarm-node.crt";
    private static final String KEY = "swarm-node.key";
    private static final String MANAGER = "O=cluster1,OU=swarm-manager,CN=founder1";
    private static final String LOADING =
            "error while loading TLS certificate in certificates/swarm-node.crt: ";

    private Cluster cluster;
    private RootKey root;

    @BeforeEach
    void makeRoot() throws Exception {
        cluster = new Cluster(11);
        root = Roots.create("CN=company-ca", SimKernel.BEGIN);
    }

    private Visitor manager() throws Exception {
        return Visitor.node(root, MANAGER, SimKernel.BEGIN);
    }

    private static Map<String, String> files(RootKey root, Visitor own) throws IOException {
        return Map.of(ROOT, root.certificate(), OWN, own.certificateText(), KEY, own.keyText());
    }

    private void isTheClustersRoot() {
        var trust = cluster.trust();
        assertEquals(Pem.certificates(root.certificate()), Pem.certificates(trust.anchors()));
        for (var token : List.of(trust.workerToken(), trust.managerToken())) {
            assertTrue(JoinToken.vouchesFor(token, root.certificate()), "a token for another root");
        }
    }

    private void isSigned(SimHost host) {
        var own = cluster.shown(host).chain().get(0);
        assertTrue(Chain.signed(own, Pem.certificates(root.certificate()).get(0)));
    }

    @Test
    void aRootWithItsKeyIsTheClustersOwn() {
        var founder = cluster.founder(Map.of(ROOT, root.certificate(), ROOT_KEY, root.key()));

        var late = cluster.joined("w1:2377", cluster.trust().workerToken());

        isTheClustersRoot();
        assertEquals(
                root.key(),
                new String(cluster.trust().rootKey().bytes(), StandardCharsets.US_ASCII));
        assertEquals("", JoinTest.text(founder, ROOT_KEY));
        List.of(founder, late).forEach(this::isSigned);
        cluster.everyNodeBelievesEveryOther(List.of(founder, late));
    }

    @Test
    void whoeverHasTheKeyOutsideSignsForNodesThatJoin() throws Exception {
        try (var company = new SignerOutside(root, cluster::now)) {
            var founder = cluster.founder(files(root, manager()));
            var signer = new ExternalCa("cfssl", company.url(), Map.of(), "");
            cluster.wish(new CaConfig(null, List.of(signer), "", "", 0));

            var late = cluster.joined("w1:2377", cluster.trust().workerToken());

            isTheClustersRoot();
            assertEquals(Payload.EMPTY, cluster.trust().rootKey());
            assertEquals(List.of("CN=founder1,OU=swarm-manager,O=cluster1"), company.callers());
            List.of(founder, late).forEach(this::isSigned);
            cluster.everyNodeBelievesEveryOther(List.of(founder, late));
        }
    }

    @Test
    void aManagersCertificateSaysWhichNodeAndClusterItIs() throws Exception {
        var host = cluster.host("m1:2377");
        host.bring(files(root, Visitor.node(root, MANAGER, SimKernel.BEGIN)));

        var shown = cluster.get(host.site().found(new ClusterId("c2"), new NodeId("n2")));

        assertEquals(Cluster.FOUNDER, shown.node());
        assertEquals(Cluster.ID, shown.cluster());
        assertEquals(Optional.of(shown), host.site().current());
    }

    @Test
    void aKeyWithDockersHeadersIsRead() throws Exception {
        var own = manager();
        var headed = own.keyText().replaceFirst("KEY-----\n", "KEY-----\nkek-version: 0\n\n");
        assertNotEquals(own.keyText(), headed);
        var host = cluster.host("m1:2377");
        host.bring(Map.of(ROOT, root.certificate(), OWN, own.certificateText(), KEY, headed));

        var shown = cluster.get(host.site().found(Cluster.ID, Cluster.FOUNDER));

        assertEquals(own.key(), shown.key());
    }

    @Test
    void aRootAloneIsReplacedAsInDocker() {
        cluster.founder(Map.of(ROOT, root.certificate()));

        assertNotEquals(
                Pem.certificates(root.certificate()), Pem.certificates(cluster.trust().anchors()));
    }

    @Test
    void aFoundingThatWasCutOffIsRepeatedWithTheSameRoot() {
        var host = cluster.host("m1:2377");
        var before = cluster.get(host.site().found(Cluster.ID, Cluster.FOUNDER));
        host.crash();

        var after = cluster.get(host.site().found(new ClusterId("c2"), new NodeId("n2")));

        assertEquals(before.anchors(), after.anchors());
        assertEquals(before.node(), after.node());
    }

    @Test
    void whatDoesNotFitIsRefusedInDockersWordsAndStays() throws Exception {
        var other = Roots.create("CN=other-ca", SimKernel.BEGIN);
        var own = manager();
        var old = SimKernel.BEGIN.minus(Duration.ofDays(100));
        var crt = root.certificate();

        assertEquals("certificate key mismatch", refusal(Map.of(ROOT, crt, ROOT_KEY, other.key())));
        assertEquals(
                "the desired CA certificate cannot contain multiple certificates",
                refusal(Map.of(ROOT, crt + other.certificate(), ROOT_KEY, root.key())));
        assertEquals(
                "error while validating Root CA Certificate: x509: certificate signed by unknown"
                        + " authority",
                refusal(Map.of(ROOT, own.certificateText(), ROOT_KEY, own.keyText())));
        assertEquals(
                "error while validating Root CA Certificate: x509: certificate has expired or is"
                        + " not yet valid",
                refusal(expired()));
        assertEquals(
                LOADING + "x509: certificate signed by unknown authority",
                refusal(files(other, own)));
        assertEquals(
                LOADING + "tls: private key does not match public key",
                refusal(
                        Map.of(
                                ROOT, crt,
                                OWN, own.certificateText(),
                                KEY, manager().keyText())));
        assertEquals(
                LOADING
                        + "certificate (1 - founder1) not valid after Sat, 22 Dec 2029 00:00:00"
                        + " UTC, and it is currently Tue, 01 Jan 2030 00:00:01 UTC",
                refusal(files(root, Visitor.node(root, MANAGER, old))));
        assertEquals(
                LOADING + "a worker does not form a cluster",
                refusal(
                        files(
                                root,
                                Visitor.node(
                                        root,
                                        "O=cluster1,OU=swarm-worker,CN=founder1",
                                        SimKernel.BEGIN))));
    }

    private static Map<String, String> expired() throws Exception {
        var old = Roots.create("CN=old-ca", Instant.parse("2000-01-01T00:00:00Z"));
        return Map.of(ROOT, old.certificate(), ROOT_KEY, old.key());
    }

    private String refusal(Map<String, String> files) {
        var fresh = new Cluster(12);
        var host = fresh.host("m1:2377");
        host.bring(files);

        var words = fresh.refusal(host.site().found(Cluster.ID, Cluster.FOUNDER));

        files.forEach((name, text) -> assertEquals(text, JoinTest.text(host, name)));
        assertEquals(Optional.empty(), host.site().current());
        return words;
    }
}
