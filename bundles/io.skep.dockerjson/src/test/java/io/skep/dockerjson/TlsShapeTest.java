package io.skep.dockerjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.ClusterTrust;
import io.skep.model.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/** Source: docker-api-notes 3, Swarm. */
class TlsShapeTest {

    @Test
    void tellsSubjectAndKeyOfTheRoot() throws IOException {
        var pem = pem();

        var tls = Samples.seen(TlsShape.of(trust(pem)));

        assertEquals(pem, tls.get("TrustRoot").asText());
        assertEquals(
                new X500Principal("CN=swarm-ca"),
                new X500Principal(tls.get("CertIssuerSubject").binaryValue()));
        assertTrue(tls.get("CertIssuerPublicKey").asText().startsWith("MFkwEwYHKoZIzj0C"));
    }

    @Test
    void tellsNothingOfARootThatCannotBeRead() {
        assertEquals(Samples.json("{\"TrustRoot\":\"x\"}"), Samples.seen(TlsShape.of(trust("x"))));
        assertEquals(Samples.json("{}"), Samples.seen(TlsShape.of(null)));
    }

    @Test
    void tellsTheOldRootAndTheNewIssuerWhileOneTakesOver() throws IOException {
        var trust = new ClusterTrust(pem(), "old", "", "");
        var stored = new Stored<>(trust, 1, Instant.EPOCH, Instant.EPOCH);

        var tls = Samples.seen(TlsShape.of(stored));

        assertEquals("old", tls.get("TrustRoot").asText());
        assertTrue(tls.has("CertIssuerPublicKey"));
    }

    private static Stored<ClusterTrust> trust(String pem) {
        return new Stored<>(new ClusterTrust(pem, pem, "", ""), 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static String pem() throws IOException {
        try (var file = TlsShapeTest.class.getResourceAsStream("/root.pem")) {
            return new String(
                    Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
