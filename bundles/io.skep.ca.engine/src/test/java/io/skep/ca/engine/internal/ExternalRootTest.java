package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.RootKey;
import io.skep.itests.sim.SimKernel;
import io.skep.model.spec.Availability;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ExternalCa;
import io.skep.model.spec.Payload;
import io.skep.tck.ca.Roots;
import io.skep.tck.ca.SignerOutside;
import io.skep.tck.ca.SignerOutside.Mood;
import io.skep.transport.ManagerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signers outside the cluster, real ones over real HTTPS. Source: CA-8, CA-9. */
class ExternalRootTest {

    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int STEPS = 400;

    private Cluster cluster;
    private SimHost founder;
    private SignerOutside company;
    private final List<SimHost> hosts = new ArrayList<>();
    private final List<SignerOutside> signers = new ArrayList<>();

    @BeforeEach
    void formCluster() throws Exception {
        cluster = new Cluster(5);
        founder = cluster.founder();
        hosts.add(founder);
        hosts.add(cluster.joined("m2:2377", cluster.trust().managerToken()));
        hosts.add(cluster.joined("w1:2377", cluster.trust().workerToken()));
        hosts.forEach(host -> host.transport().learn(managers()));
        company = signer(Roots.create("CN=company-ca", SimKernel.BEGIN));
        company.trust(Pem.certificates(cluster.trust().anchors()).get(0));
    }

    @AfterEach
    void closeSigners() {
        signers.forEach(SignerOutside::close);
    }

    private SignerOutside signer(RootKey root) throws Exception {
        var signer = new SignerOutside(root, cluster::now);
        signers.add(signer);
        return signer;
    }

    private List<ManagerAddress> managers() {
        return cluster.store.members.entrySet().stream()
                .map(each -> new ManagerAddress(each.getKey(), each.getValue()))
                .toList();
    }

    private static ExternalCa named(SignerOutside signer) {
        return new ExternalCa("cfssl", signer.url(), Map.of(), signer.root().certificate());
    }

    private static CaConfig moved(SignerOutside to, SignerOutside... named) {
        var all = Stream.of(named).map(ExternalRootTest::named).toList();
        return new CaConfig(null, all, to.root().certificate(), "", 0);
    }

    private static CaConfig signedBy(List<ExternalCa> signers, long forced) {
        return new CaConfig(null, signers, "", "", forced);
    }

    private void accepted(CaConfig wanted) {
        assertEquals("none", refusal(wanted));
        cluster.wish(wanted);
    }

    private String refusal(CaConfig wanted) {
        return cluster.get(founder.tokens().check(wanted)).orElse("none");
    }

    private void watchItTakeOver() {
        for (int step = 0; step < STEPS; step++) {
            cluster.kernel.runFor(STEP);
            cluster.everyNodeBelievesEveryOther(hosts);
        }
        assertFalse(cluster.trust().rotating(), "still rotates");
        var root = Pem.certificates(cluster.trust().rootCertificate()).get(0);
        for (var host : hosts) {
            var shown = cluster.shown(host);
            assertTrue(Chain.signed(shown.chain().get(0), root), shown.node() + " shows another");
            assertEquals(List.of(root), shown.anchors(), shown.node() + " trusts another");
        }
    }

    @Test
    void aRootWhoseKeyIsOutsideTakesOverWithoutARejectedCertificate() {
        accepted(moved(company, company));

        watchItTakeOver();

        assertEquals(Pem.certificates(company.root().certificate()), anchors());
        assertEquals(Payload.EMPTY, cluster.trust().rootKey());
        assertEquals("external", founder.site().wanted());
    }

    private List<?> anchors() {
        return Pem.certificates(cluster.trust().anchors());
    }

    @Test
    void aNodeThatJoinsGetsACertificateThatTheCompanySigned() {
        accepted(moved(company, company));
        watchItTakeOver();

        var late = cluster.joined("w2:2377", cluster.trust().workerToken());

        var own = cluster.shown(late).chain().get(0);
        assertTrue(Chain.signed(own, Pem.certificates(company.root().certificate()).get(0)));
        hosts.add(late);
        cluster.everyNodeBelievesEveryOther(hosts);
        var asked = company.callers().get(company.callers().size() - 1);
        assertEquals("CN=founder1,OU=swarm-manager,O=cluster1", asked);
    }

    @Test
    void aRootInsideTakesOverFromOneOutsideWithoutARejectedCertificate() {
        accepted(moved(company, company));
        watchItTakeOver();

        accepted(signedBy(List.of(named(company)), 1));
        watchItTakeOver();

        assertNotEquals(Pem.certificates(company.root().certificate()), anchors());
        assertNotEquals(Payload.EMPTY, cluster.trust().rootKey());
        assertEquals("bouncycastle", founder.site().wanted());
        cluster.joined("w2:2377", cluster.trust().workerToken());
    }

    @Test
    void signersOfTheClustersOwnRootAreAskedWhileTheyAreNamed() throws Exception {
        var key = new String(cluster.trust().rootKey().bytes(), StandardCharsets.US_ASCII);
        var lent = signer(new RootKey(cluster.trust().rootCertificate(), key));
        var nameless = new ExternalCa("cfssl", lent.url(), Map.of(), "");

        accepted(signedBy(List.of(nameless), 0));
        hosts.add(cluster.joined("w2:2377", cluster.trust().workerToken()));
        assertEquals(1, lent.callers().size());
        accepted(signedBy(List.of(), 0));
        hosts.add(cluster.joined("w3:2377", cluster.trust().workerToken()));

        assertEquals(1, lent.callers().size());
        cluster.everyNodeBelievesEveryOther(hosts);
    }

    @Test
    void signersOfAnotherRootAreNotAsked() {
        accepted(signedBy(List.of(named(company)), 0));

        cluster.joined("w2:2377", cluster.trust().workerToken());

        assertEquals(List.of(), company.callers());
    }

    @Test
    void aNodeJoinsWhenTheSignerAnswersAgain() {
        accepted(moved(company, company));
        watchItTakeOver();
        company.mood(Mood.BROKEN);
        var late = cluster.host("w2:2377");
        var token = cluster.trust().workerToken();

        var words =
                cluster.refusal(late.site().join(List.of("m1:2377"), token, Availability.ACTIVE));
        assertTrue(words.contains("unexpected status code in CSR response: 500"), words);
        company.mood(Mood.WELL);

        cluster.get(late.site().join(List.of("m1:2377"), token, Availability.ACTIVE));
    }

    @Test
    void theCompanysKeyMayMoveIn() {
        accepted(moved(company, company));
        watchItTakeOver();
        var root = company.root();

        accepted(new CaConfig(null, List.of(), root.certificate(), root.key(), 0));
        cluster.kernel.runFor(MOMENT);
        int asked = company.callers().size();
        hosts.add(cluster.joined("w2:2377", cluster.trust().workerToken()));

        assertEquals(asked, company.callers().size());
        cluster.everyNodeBelievesEveryOther(hosts);
    }

    @Test
    void whatCannotTakeOverIsRefusedInDockersWords() throws Exception {
        var other = signer(Roots.create("CN=other-ca", SimKernel.BEGIN));
        other.trust(Pem.certificates(company.root().certificate()).get(0));
        var none =
                "there must be at least one valid, reachable external CA corresponding to the"
                        + " %s CA certificate";

        assertEquals(none.formatted("desired"), refusal(moved(company)));
        assertEquals(none.formatted("desired"), refusal(moved(company, other)));
        accepted(moved(company, company));
        watchItTakeOver();

        assertEquals(none.formatted("current"), refusal(signedBy(List.of(), 1)));
        assertEquals(none.formatted("desired"), refusal(moved(other, company)));
        assertEquals(
                "rotating from one external CA to a different external CA is not supported",
                refusal(moved(other, company, other)));
        company.close();
        assertEquals(none.formatted("current"), refusal(signedBy(List.of(named(company)), 1)));
    }
}
