package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.tck.ca.Roots;
import io.skep.tck.ca.SignerOutside;
import io.skep.tck.ca.Visitor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A company's signer, asked by the assembled distribution. Source: swarm-behaviour CA-8, CA-9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalCaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String IDS = "{{.Swarm.NodeID}} {{.Swarm.Cluster.ID}}";
    private static final String ROOT = "{{.Description.TLSInfo.TrustRoot}}";

    private SignerOutside company;
    private Skep manager;
    private Skep worker;
    private Path pem;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        manager = Skep.withoutEngine();
        worker = Skep.withoutEngine("--no-init");
        company = new SignerOutside(Roots.create(), Instant::now);
        company.trust(certificate(root()));
        pem = Files.writeString(files.resolve("company.pem"), company.root().certificate());
    }

    @AfterAll
    void stop() {
        if (worker != null) {
            worker.close();
        }
        if (manager != null) {
            manager.close();
        }
        if (company != null) {
            company.close();
        }
    }

    @Test
    void theCompanysSignerTakesOverANodeJoinsAndARootOfTheClustersOwnComesBack() {
        var signer = "protocol=cfssl,url=" + company.url() + ",cacert=" + pem;
        rotate("--ca-cert", pem.toString(), "--external-ca", signer);
        assertEquals(company.root().certificate().strip(), root());

        var token = manager.docker("swarm", "join-token", "-q", "worker").good().strip();
        var address =
                manager.docker(
                                "info",
                                "--format",
                                "{{range .Swarm.RemoteManagers}}{{.Addr}}{{end}}")
                        .good()
                        .strip();
        worker.docker("swarm", "join", "--token", token, address).good();
        everyNodeTrusts(root());
        assertTrue(company.letters().size() >= 2, "two nodes were signed for");
        assertTrue(
                company.callers().get(0).contains("OU=swarm-manager"), company.callers()::toString);

        rotate();
        assertNotEquals(company.root().certificate().strip(), root());
        everyNodeTrusts(root());
        worker.docker("swarm", "leave").good();
    }

    /** Source: CA-9, swarmkit:swarmd/cmd/external-ca-example. */
    @Test
    void aClusterBeginsWithTheCompanysRootThatLiesAmongItsCertificates() throws Exception {
        var own =
                Visitor.node(
                        company.root(), "O=ourcluster,OU=swarm-manager,CN=ournode", Instant.now());
        var brought = Files.createDirectories(worker.data().resolve("certificates"));
        Files.writeString(brought.resolve("swarm-root-ca.crt"), company.root().certificate());
        Files.writeString(brought.resolve("swarm-node.crt"), own.certificateText());
        Files.writeString(brought.resolve("swarm-node.key"), own.keyText());
        var signer = "protocol=cfssl,url=" + company.url();

        worker.docker("swarm", "init", "--external-ca", signer).good();

        assertEquals(company.root().certificate().strip(), worker.docker("swarm", "ca").good());
        assertEquals("ournode ourcluster", worker.docker("info", "--format", IDS).good().strip());
        var key = Files.readString(brought.resolve("swarm-node.key"), StandardCharsets.ISO_8859_1);
        assertFalse(key.contains("PRIVATE"), "the key lies there for everybody");
        int before = company.callers().size();
        worker.docker("swarm", "ca", "--rotate", "-q").good();
        assertTrue(
                company.callers().subList(before, company.callers().size()).stream()
                        .anyMatch(caller -> caller.contains("CN=ournode")),
                company.callers()::toString);
        worker.docker("swarm", "leave", "--force").good();
    }

    private void rotate(String... options) {
        var all = new ArrayList<>(List.of("swarm", "ca", "--rotate", "-q"));
        all.addAll(List.of(options));
        manager.docker(all.toArray(String[]::new)).good();
    }

    private String root() {
        return manager.docker("swarm", "ca").good().strip();
    }

    private void everyNodeTrusts(String root) {
        Eventually.equal(
                root + "\n\n" + root,
                PATIENCE,
                () -> {
                    var ids = manager.docker("node", "ls", "-q").good().split("\\s+");
                    var shown = new StringBuilder();
                    for (var id : ids) {
                        shown.append(
                                manager.docker("node", "inspect", "--format", ROOT, id).good());
                        shown.append("\n\n");
                    }
                    return shown.toString().strip().replaceAll("\n\n+", "\n\n");
                });
    }

    private static X509Certificate certificate(String text) throws Exception {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    }
}
