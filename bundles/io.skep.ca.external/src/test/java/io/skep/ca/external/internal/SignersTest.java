package io.skep.ca.external.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.external.internal.cfssl.Panel;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.Signers;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Time;
import io.skep.tck.ca.Requests;
import io.skep.tck.ca.Roots;
import io.skep.tck.ca.SignerOutside;
import io.skep.tck.ca.SignerOutside.Mood;
import io.skep.tck.ca.Visitor;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What signers are asked, and what is believed of their answers. Source: CA-9. */
class SignersTest {

    private final Time time =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }
            };
    private SignerOutside signer;

    @BeforeEach
    void openSigner() throws Exception {
        signer = new SignerOutside(Roots.create(), Instant::now);
    }

    @AfterEach
    void closeSigner() {
        signer.close();
    }

    private static Order order(NodeRole role) throws Exception {
        var request = Requests.of(Requests.p256());
        return new Order(
                request, new NodeId("node1"), new ClusterId("cluster1"), role, Duration.ofDays(1));
    }

    private IssueException refused(Signers signers) {
        var panel = Panel.of(signers, time);
        return assertThrows(IssueException.class, () -> panel.issue(order(NodeRole.WORKER)));
    }

    @Test
    void asksAsSwarmDoes() throws Exception {
        Panel.of(Given.signers(signer), time).issue(order(NodeRole.MANAGER));

        var letter = signer.letters().get(0);
        assertEquals("[\"swarm-manager\",\"node1\",\"swarm-ca\"]", letter.path("hosts").toString());
        assertEquals("node1", letter.path("subject").path("CN").asText());
        var name = letter.path("subject").path("names").path(0);
        assertEquals("swarm-manager", name.path("OU").asText());
        assertEquals("cluster1", name.path("O").asText());
        assertTrue(
                letter.path("certificate_request")
                        .asText()
                        .startsWith("-----BEGIN CERTIFICATE REQUEST-----\n"));
        assertEquals(List.of("CN=asker,OU=swarm-manager,O=cluster1"), signer.callers());
    }

    @Test
    void asksForRootsByTheProfileOfAuthorities() throws Exception {
        Panel.of(Given.signers(signer), time).crossSign(Roots.create());

        var letter = signer.letters().get(0);
        assertEquals("CA", letter.path("profile").asText());
        assertEquals("2.5.29.19", letter.path("extensions").path(0).path("id").asText());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "CONFUSED", "CARELESS", "GENEROUS", "STRANGE", "ELSEWHERE"})
    void believesNoAnswerThatIsWrong(Mood mood) throws Exception {
        signer.mood(mood);

        assertEquals(Reason.UNAVAILABLE, refused(Given.signers(signer)).reason());
    }

    @Test
    void followsNobodyElsewhere() throws Exception {
        signer.mood(Mood.ELSEWHERE);

        refused(Given.signers(signer));

        assertEquals(1, signer.letters().size());
    }

    @Test
    void passesOnWhatAnUnwillingSignerSays() throws Exception {
        signer.mood(Mood.UNWILLING);

        var failure = refused(Given.signers(signer));

        assertEquals(Reason.REFUSED, failure.reason());
        assertEquals("response errors: [{1000 not today}]", failure.getMessage());
    }

    @Test
    void asksTheNextWhenOneFails() throws Exception {
        try (var second = new SignerOutside(signer.root(), Instant::now)) {
            signer.mood(Mood.BROKEN);

            Panel.of(Given.signers(signer, second), time).issue(order(NodeRole.WORKER));

            assertEquals(1, second.letters().size());
        }
    }

    @Test
    void asksNobodyWhoseCertificateIsOfAnotherRoot() throws Exception {
        try (var other = new SignerOutside(Roots.create(), Instant::now)) {
            var signers = Given.signers(List.of(other.url()), signer);

            assertEquals(Reason.UNAVAILABLE, refused(signers).reason());
            assertThrows(IssueException.class, () -> Panel.of(signers, time).reached());
            assertEquals(List.of(), other.letters());
        }
    }

    @Test
    void asksNobodyWhoseCertificateIsForAnotherHost() throws Exception {
        var signers =
                Given.signers(List.of(signer.url().replace("127.0.0.1", "localhost")), signer);

        assertEquals(Reason.UNAVAILABLE, refused(signers).reason());
        assertThrows(IssueException.class, () -> Panel.of(signers, time).reached());
    }

    @Test
    void aWorkersCertificateOpensNoSigner() throws Exception {
        var worker = Visitor.of(signer.root(), "O=cluster1,OU=swarm-worker,CN=asker");
        var signers =
                new Signers(
                        signer.root().certificate(),
                        List.of(signer.url()),
                        worker.key(),
                        worker.chain());

        assertEquals(Reason.REFUSED, refused(signers).reason());
    }

    @Test
    void reachesWhoAnswersAndNobodyElse() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        var nobody = Given.signers(List.of("https://127.0.0.1:" + closed + "/"), signer);

        assertTrue(Panel.of(Given.signers(signer), time).reached());
        assertThrows(IssueException.class, () -> Panel.of(nobody, time).reached());
        assertEquals(Reason.UNAVAILABLE, refused(nobody).reason());
    }

    @Test
    void speaksHttpsOnly() throws Exception {
        var signers = Given.signers(List.of("http://127.0.0.1:1/"), signer);

        var failure = assertThrows(IssueException.class, () -> Panel.of(signers, time));

        assertEquals("invalid HTTP scheme", failure.getMessage());
    }

    @Test
    void withoutSignersNothingIsSigned() throws Exception {
        assertEquals("no external CA URLs", refused(Given.signers(List.of(), signer)).getMessage());
    }
}
