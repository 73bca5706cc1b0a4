package io.skep.ca.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.engine.internal.identity.Applicant;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Proof;
import io.skep.ca.engine.internal.wire.RootAnswer;
import io.skep.codec.Codec;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks A1 to A4, A7 and A9: denied, and nothing is left of them. */
class AttackTest {

    private static final String NO_TOKEN = "A valid join token is necessary to join this cluster";
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private Cluster cluster;
    private SimHost founder;

    @BeforeEach
    void foundCluster() {
        cluster = new Cluster(3);
        founder = cluster.founder();
    }

    @Test
    void A1_aTokenThatIsNoneIsNotSentAnywhere() {
        var stranger = cluster.host("x:2377");
        int before = cluster.wire.heard.size();
        var good = cluster.trust().workerToken();

        for (var bad : List.of("", "SWMTKN", good.substring(1), good + "0", good.toUpperCase())) {
            assertEquals("invalid join token", join(stranger, bad));
        }
        assertEquals(before, cluster.wire.heard.size());
    }

    @Test
    void A1_aWrongSecretIsRefused() {
        var good = cluster.trust().workerToken();
        var wrong = good.substring(0, good.length() - 25) + "0123456789012345678901234";

        assertEquals(NO_TOKEN, join(cluster.host("x:2377"), wrong));
        assertEquals(1, cluster.store.view().nodes().size());
    }

    @Test
    void A1_aTokenOfAnotherClusterIsRefusedBeforeItIsSent() {
        var other = new Cluster(77);
        other.founder();
        var foreign = other.trust().managerToken();

        var refusal = join(cluster.host("x:2377"), foreign);

        assertEquals(
                "remote CA does not match fingerprint. Expected: " + JoinToken.fingerprint(foreign),
                refusal);
        assertFalse(carried(foreign));
    }

    @Test
    void A1_guessesAreLimitedToTenASecond() {
        int tried = 0;
        for (int each = 0; each < 1000; each++) {
            var refusal = cluster.refusal(ask(from("192.0.2.1"), guess(each)));
            tried += refusal.endsWith(NO_TOKEN) ? 1 : 0;
        }
        long seconds = cluster.kernel.elapsed().toSeconds() + 1;

        assertTrue(tried >= 10, "some were tried: " + tried);
        assertTrue(tried <= 10 * seconds, tried + " tries in " + seconds + " s");
        cluster.kernel.runFor(Duration.ofSeconds(2));
        cluster.joined("w1:2377", cluster.trust().workerToken());
    }

    @Test
    void A1_guessesOfOneAddressDoNotKeepOthersOut() {
        for (int each = 0; each < 100; each++) {
            ask(from("192.0.2.1"), guess(each));
        }
        cluster.kernel.runFor(Duration.ofMillis(100));

        assertTrue(cluster.refusal(ask(from("192.0.2.1"), guess(0))).contains("too many attempts"));
        assertTrue(cluster.refusal(ask(from("192.0.2.2"), guess(0))).endsWith(NO_TOKEN));
    }

    @Test
    void A1_whoGuessesForEverIsLoggedOnce() {
        var said = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (int each = 0; each < 300; each++) {
                cluster.refusal(ask(from("192.0.2.1"), guess(each)));
            }
        } finally {
            System.setErr(before);
        }

        var lines =
                said.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("192.0.2.1"))
                        .toList();
        assertEquals(1, lines.size(), () -> "" + lines);
        assertTrue(lines.get(0).contains(NO_TOKEN), lines.get(0));
        assertFalse(said.toString(StandardCharsets.UTF_8).contains("SWMTKN"));
    }

    private static Caller from(String address) {
        return new Caller(null, Role.STRANGER, address);
    }

    private static Asking guess(int number) {
        return Asking.join(new byte[] {1}, "SWMTKN-guess-" + number, Availability.ACTIVE);
    }

    @Test
    void A2_aWorkersTokenMakesAWorkerWhateverTheRequestSays() throws Exception {
        var keys = keys();
        var request = boasting(keys, "CN=founder1,OU=swarm-manager,O=cluster1");
        var asking = Asking.join(request, cluster.trust().workerToken(), Availability.ACTIVE);

        var issued = cluster.get(ask(Caller.STRANGER, asking));

        var own = Pem.certificates(issued.chain()).get(0);
        assertEquals(NodeRole.WORKER, Chain.role(own).orElseThrow());
        assertNotEquals("founder1", Chain.node(own));
        assertEquals(keys.getPublic(), own.getPublicKey());
        assertTrue(
                own.getSubjectAlternativeNames().stream()
                        .noneMatch(
                                name ->
                                        List.of("swarm-manager", "swarm-ca", "founder1")
                                                .contains("" + name.get(1))));
        assertEquals(-1, own.getBasicConstraints());
    }

    @Test
    void A2_theSameRequestWithAManagersTokenStaysAWorker() throws Exception {
        var request = boasting(keys(), "CN=any");
        var worker = Asking.join(request, cluster.trust().workerToken(), Availability.ACTIVE);
        var manager = Asking.join(request, cluster.trust().managerToken(), Availability.ACTIVE);

        var first = cluster.get(ask(Caller.STRANGER, worker));
        var second = cluster.get(ask(Caller.STRANGER, manager));

        assertEquals(first.chain(), second.chain());
    }

    @Test
    void A3_aReplayedRequestGivesNothingWithoutTheKey() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var captured =
                cluster.wire.heard.stream()
                        .filter(heard -> heard.kind().equals("ca.request"))
                        .map(heard -> Codec.value(heard.question(), Asking.class))
                        .findFirst()
                        .orElseThrow();

        var again = cluster.get(ask(Caller.STRANGER, captured));

        var own = Pem.certificates(again.chain()).get(0);
        assertEquals(cluster.shown(worker).chain().get(0).getPublicKey(), own.getPublicKey());
        assertEquals(2, cluster.store.view().nodes().size());
    }

    @Test
    void A3_aRenewalIsForTheCallersOwnNode() throws Exception {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var own = cluster.shown(worker).node();
        var request = boasting(keys(), "CN=founder1,OU=swarm-manager,O=cluster1");

        var issued = cluster.get(ask(new Caller(own, Role.WORKER), Asking.renewal(request)));

        assertEquals(own.value(), Chain.node(Pem.certificates(issued.chain()).get(0)));
    }

    @Test
    void A3_aProofNeedsTheKeyOfItsCertificate() throws Exception {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var keys = keys();
        var request = boasting(keys, "CN=any");
        var stolen = Pem.of(cluster.shown(worker).chain());
        var forged = Chain.signature(keys.getPrivate(), request);

        var refusal =
                cluster.refusal(
                        ask(Caller.STRANGER, Asking.renewal(request, new Proof(stolen, forged))));

        assertEquals("the certificate to be renewed is not this node's", refusal);
    }

    @Test
    void A3_aProofFromAnotherClusterIsNone() throws Exception {
        var other = new Cluster(78);
        var foreign = other.shown(other.founder());
        var request = boasting(keys(), "CN=any");

        var refusal = cluster.refusal(ask(Caller.STRANGER, Applicant.proven(request, foreign)));

        assertEquals("the certificate to be renewed is not this node's", refusal);
    }

    @Test
    void A3_anOldKeyIsWorthNothingOnceItsCertificateHasExpired() throws Exception {
        cluster.validity(Duration.ofHours(2));
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var old = cluster.shown(worker);
        cluster.kernel.runFor(Duration.ofHours(4));
        var request = boasting(keys(), "CN=any");

        var refusal = cluster.refusal(ask(Caller.STRANGER, Applicant.proven(request, old)));

        assertNotEquals(old.chain(), cluster.shown(worker).chain());
        assertEquals("the certificate to be renewed is not this node's", refusal);
    }

    @Test
    void A4_aRootThatTheTokenDoesNotVouchForEndsTheJoin() {
        var evil = new Cluster(79);
        var impostor = evil.founder();
        cluster.wire.unplug("m1:2377");
        new SimTransport(cluster.wire, "m1:2377", () -> impostor.site().current())
                .answer(
                        "ca.root",
                        founder.seams().loop("impostor"),
                        (caller, any) ->
                                CompletableFuture.completedFuture(
                                        Codec.bytes(new RootAnswer(evil.trust().anchors()))));
        var victim = cluster.host("v:2377");
        var token = cluster.trust().workerToken();

        var refusal = join(victim, token);

        assertEquals(
                "remote CA does not match fingerprint. Expected: " + JoinToken.fingerprint(token),
                refusal);
        assertFalse(carried(token));
        assertEquals("", JoinTest.text(victim, "swarm-root-ca.crt"));
        assertEquals("", JoinTest.text(victim, "swarm-node.crt"));
    }

    @Test
    void A7_aWorkerThatPosesAsAManagerHearsNoToken() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        cluster.wire.unplug("m1:2377");
        new SimTransport(cluster.wire, "m1:2377", () -> worker.site().current())
                .answer(
                        "ca.root",
                        founder.seams().loop("impostor"),
                        (caller, any) ->
                                CompletableFuture.completedFuture(
                                        Codec.bytes(new RootAnswer(cluster.trust().anchors()))));
        var token = cluster.trust().managerToken();

        var refusal = join(cluster.host("v:2377"), token);

        assertTrue(refusal.contains("unknown authority"), refusal);
        assertFalse(carried(token));
    }

    @Test
    void A9_aNodeThatWasRemovedIsNotAdmitted() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());
        var caller = new Caller(cluster.shown(worker).node(), Role.WORKER);
        assertTrue(founder.transport().admits(caller));

        cluster.remove(cluster.shown(worker).node());

        assertFalse(founder.transport().admits(caller));
        assertEquals(
                "this node is not part of the cluster",
                cluster.refusal(
                        founder.tokens()
                                .ask(caller, Asking.renewal(new byte[] {1}))
                                .thenApply(Issued::chain)));
    }

    @Test
    void A9_aWorkerThatSaysItIsAManagerIsNotAdmitted() {
        var worker = cluster.joined("w1:2377", cluster.trust().workerToken());

        var boast = new Caller(cluster.shown(worker).node(), Role.MANAGER);

        assertFalse(founder.transport().admits(boast));
    }

    @Test
    void strangersWhoSendAnythingAreAnsweredAndNothingElse() {
        for (var junk : List.of(new byte[0], new byte[] {1}, new byte[100_000])) {
            cluster.refusal(cluster.wire.carry(Caller.STRANGER, at(), "ca.request", junk));
        }
        cluster.refusal(ask(Caller.STRANGER, new Asking(null, null, null, null)));
        cluster.refusal(
                ask(
                        Caller.STRANGER,
                        Asking.renewal(new byte[0], new Proof("-----BEGIN", new byte[0]))));
        cluster.kernel.runFor(MOMENT);

        assertEquals(List.of(), founder.seams().failures());
        assertEquals(1, cluster.store.view().nodes().size());
    }

    private String join(SimHost host, String token) {
        return cluster.refusal(host.site().join(List.of("m1:2377"), token, Availability.ACTIVE));
    }

    private SimTransport at() {
        return founder.transport();
    }

    private CompletionStage<Issued> ask(Caller caller, Asking asking) {
        return cluster.wire
                .carry(caller, at(), "ca.request", Codec.bytes(asking))
                .thenApply(bytes -> Codec.value(bytes, Issued.class));
    }

    private boolean carried(String token) {
        return cluster.wire.heard.stream()
                .anyMatch(
                        heard ->
                                new String(heard.question(), StandardCharsets.ISO_8859_1)
                                        .contains(token));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A request that claims to be somebody. */
    private static byte[] boasting(KeyPair keys, String subject)
            throws OperatorCreationException, IOException {
        var names =
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "swarm-manager"),
                            new GeneralName(GeneralName.dNSName, "swarm-ca")
                        });
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, names);
        return new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal(subject), keys.getPublic())
                .addAttribute(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }
}
