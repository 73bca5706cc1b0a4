package io.skep.tck.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.model.spec.NodeRole;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every rule of {@link CertificateAuthority}, and those of every plug that show in it. */
@Timeout(60)
public abstract class AuthorityContract extends AuthorityBench {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int DNS = 2;

    /** For subclasses. */
    protected AuthorityContract() {}

    @Test
    void CAS_1_takesNothingButTheKeyFromTheRequest() throws Exception {
        var keys = Requests.p256();

        var own = issue(founded(), order(Requests.of(keys), NodeRole.WORKER));

        assertEquals(keys.getPublic(), own.getPublicKey());
        assertFalse(subject(own).contains("somebody"), subject(own));
        assertFalse(subject(own).contains("elsewhere"), subject(own));
    }

    @Test
    void CAS_2_saysWhoAWorkerIs() throws Exception {
        var own = issue(founded(), order(Requests.of(Requests.p256()), NodeRole.WORKER));

        assertEquals("CN=node1,OU=swarm-worker,O=cluster1", subject(own));
        assertEquals(List.of("node1", "swarm-worker"), names(own));
    }

    @Test
    void CAS_2_saysWhoAManagerIs() throws Exception {
        var own = issue(founded(), order(Requests.of(Requests.p256()), NodeRole.MANAGER));

        assertEquals("CN=node1,OU=swarm-manager,O=cluster1", subject(own));
        assertEquals(List.of("node1", "swarm-ca", "swarm-manager"), names(own));
    }

    @Test
    void CAS_3_isValidFromAnHourAgoForAsLongAsOrdered() throws Exception {
        var own = issue(founded(), order(Requests.of(Requests.p256()), NodeRole.WORKER));

        near(Instant.now().minus(Duration.ofHours(1)), own.getNotBefore().toInstant());
        near(Instant.now().plus(VALIDITY), own.getNotAfter().toInstant());
    }

    @Test
    void CAS_3_isNotValidLongerThanTheRoot() throws Exception {
        var plug = founded();
        var request = Requests.of(Requests.p256());
        var order = new Order(request, NODE, CLUSTER, NodeRole.WORKER, Duration.ofDays(36_500));

        var own = issue(plug, order);

        assertFalse(own.getNotAfter().after(plug.root().orElseThrow().getNotAfter()));
    }

    @Test
    void CAS_4_takesStrongKeys() throws Exception {
        var plug = founded();

        for (var keys : List.of(Requests.p256(), Requests.p384(), Requests.ed25519())) {
            var own = issue(plug, order(Requests.of(keys), NodeRole.WORKER));
            assertEquals(keys.getPublic(), own.getPublicKey());
        }
    }

    @Test
    void CAS_4_refusesOtherKeys() throws Exception {
        var plug = founded();

        for (KeyPair keys : List.of(Requests.rsa(), Requests.p521())) {
            assertEquals(Reason.REFUSED, refused(plug, Requests.of(keys)));
        }
    }

    @Test
    void CAS_4_refusesARequestThatAnotherKeySigned() throws Exception {
        var request = Requests.signed(Requests.p256(), Requests.p256());

        assertEquals(Reason.REFUSED, refused(founded(), request));
    }

    @Test
    void CAS_4_refusesWhatIsNoRequest() throws Exception {
        var plug = founded();

        assertEquals(Reason.REFUSED, refused(plug, new byte[0]));
        assertEquals(Reason.REFUSED, refused(plug, new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}));
        assertEquals(Reason.REFUSED, refused(plug, new byte[Order.MAX_REQUEST + 1]));
    }

    @Test
    void CAS_5_issuesWhatLeadsToItsRootAndCannotSign() throws Exception {
        var plug = founded();

        var own = issue(plug, order(Requests.of(Requests.p256()), NodeRole.MANAGER));

        own.verify(plug.root().orElseThrow().getPublicKey());
        assertEquals(plug.root().orElseThrow().getSubjectX500Principal(), issuer(own));
        assertEquals(-1, own.getBasicConstraints(), "it is no authority");
        var usage = Optional.ofNullable(own.getKeyUsage()).orElse(new boolean[9]);
        assertFalse(usage[5], "it may not sign certificates");
    }

    @Test
    void CAS_6_crossSignsARootThatKeepsNameAndKey() throws Exception {
        var plug = founded();
        var key = Roots.create();
        var other = Roots.certificate(key);

        var bridge =
                ask(
                        () ->
                                plug instanceof AsksSigners asker
                                        ? asker.crossSign(key)
                                        : plug.crossSign(other));

        bridge.verify(plug.root().orElseThrow().getPublicKey());
        assertEquals(other.getPublicKey(), bridge.getPublicKey());
        assertEquals(other.getSubjectX500Principal(), bridge.getSubjectX500Principal());
        assertNotEquals(-1, bridge.getBasicConstraints(), "it is an authority");
    }

    @Test
    void CAS_7_makesRootsOfTwentyYearsEachAnotherOne() throws Exception {
        assumeTrue(can(ExportsRoot.ABILITY));
        var plug = active(Optional.empty());
        var one = create(plug);
        var other = create(plug);
        install(plug, one);

        var root = plug.root().orElseThrow();

        assertNotEquals(one, other);
        root.verify(root.getPublicKey());
        assertEquals("EC", root.getPublicKey().getAlgorithm());
        assertNotEquals(-1, root.getBasicConstraints(), "it is an authority");
        var life = Duration.between(Instant.now(), root.getNotAfter().toInstant());
        assertTrue(life.toDays() > 7303 && life.toDays() < 7307, "20 years: " + life);
    }

    @Test
    void CAS_8_issuesNothingWithoutARoot() throws Exception {
        var plug = active(Optional.empty());

        assertEquals(Optional.empty(), plug.root());
        assertEquals(Reason.UNAVAILABLE, refused(plug, Requests.of(Requests.p256())));
    }

    @Test
    void CAS_9_keepsItsRootWhenAnotherDoesNotFitItsKey() throws Exception {
        assumeTrue(can(ImportsRoot.ABILITY));
        var plug = founded();
        var before = plug.root();
        var wrong = new RootKey(create(plug).certificate(), create(plug).key());

        assertEquals(Reason.REFUSED, refused(() -> ((ImportsRoot) plug).install(wrong)));
        assertEquals(before, plug.root());
        issue(plug, order(Requests.of(Requests.p256()), NodeRole.WORKER));
    }

    @Test
    void L_4_issuesNothingWhenQuiet() throws Exception {
        var plug = founded();

        ask(() -> plug.quiesce(GRACE));

        assertEquals(Reason.UNAVAILABLE, refused(plug, Requests.of(Requests.p256())));
    }

    @Test
    void L_5_leavesItsRootToTheNext() throws Exception {
        var old = founded();
        ask(() -> old.quiesce(GRACE));

        var next = active(old.handover());

        assertEquals(old.root(), next.root());
        var own = issue(next, order(Requests.of(Requests.p256()), NodeRole.WORKER));
        own.verify(old.root().orElseThrow().getPublicKey());
    }

    @Test
    void L_6_issuesAgainAfterItWasQuiet() throws Exception {
        var plug = founded();
        ask(() -> plug.quiesce(GRACE));

        ask(() -> plug.resume(nextEpoch()));

        issue(plug, order(Requests.of(Requests.p256()), NodeRole.WORKER));
    }

    @Test
    void L_7_closesTwiceAndIssuesNothingAfterwards() throws Exception {
        var plug = founded();

        ask(plug::close);
        ask(plug::close);

        assertEquals(Reason.UNAVAILABLE, refused(plug, Requests.of(Requests.p256())));
    }

    private Reason refused(CertificateAuthority plug, byte[] request) throws Exception {
        return refused(() -> plug.issue(order(request, NodeRole.WORKER)));
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static X500Principal issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal();
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        var names = new TreeSet<String>();
        for (var name : certificate.getSubjectAlternativeNames()) {
            if (name.get(0).equals(DNS)) {
                names.add("" + name.get(1));
            }
        }
        return List.copyOf(names);
    }

    private static void near(Instant expected, Instant actual) {
        var off = Duration.between(expected, actual).abs();
        assertTrue(off.compareTo(Duration.ofMinutes(1)) < 0, expected + " is not " + actual);
    }
}
