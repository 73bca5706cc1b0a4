package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in through which door. Source: consensus-and-faults 3.4 and S-11. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {

    private static final Duration COMMAND = Duration.ofSeconds(60);

    @TempDir private static Path home;
    private int port;
    private Skep skep;
    private List<String> create = List.of();

    @BeforeAll
    void startNodeAndMakeAContext() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        skep = Skep.withoutEngine("--api", "tcp://127.0.0.1:" + port);
        var said = launcher("context", home.resolve("client").toString()).good();
        create = List.of(said.strip().lines().reduce("", (any, last) -> last).split(" "));
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void theContextThatOneCommandMakesDrivesTheNode() {
        cli(create).good();

        assertTrue(cli(List.of("docker", "--context", "skep", "node", "ls")).good().contains("*"));
        cli(List.of(
                        "docker",
                        "--context",
                        "skep",
                        "service",
                        "create",
                        "--detach",
                        "--no-resolve-image",
                        "--name",
                        "far",
                        "process",
                        "sleep",
                        "1000"))
                .good();
        assertTrue(skep.docker("service", "ls").good().contains("far"));
        cli(List.of("docker", "--context", "skep", "service", "rm", "far")).good();
    }

    @Test
    void A17_aContextHasARoleAndWhatItDidIsWrittenDown() throws IOException {
        for (var role : List.of("deployer", "viewer")) {
            var folder = home.resolve(role).toString();
            var said = launcher("context", "--role", role, "--name", "ci 1", folder).good();
            cli(List.of(said.strip().lines().reduce("", (any, last) -> last).split(" "))).good();
        }

        as("deployer", "secret", "create", "hidden", "/etc/hostname").good();
        var started = as("deployer", "service", "create", "-d", "process", "sleep", "9").bad();
        assertTrue(as("viewer", "secret", "ls").good().contains("hidden"));
        var removed = as("viewer", "secret", "rm", "hidden").bad();

        assertTrue(
                started.contains(
                        "authorization denied by plugin skep: role deployer: what reaches out of a"
                                + " container is for administrators: node "),
                started);
        assertEquals(
                "Error response from daemon: authorization denied by plugin skep: role viewer:"
                        + " DELETE /secrets/hidden is for administrators",
                removed.strip());
        assertTrue(launcher("context", "--role", "root").bad().contains("--role takes admin"));
        var audit =
                Files.readString(skep.data().resolve("karaf/data/log/karaf.log"))
                        .lines()
                        .filter(line -> line.contains("client ci 1 as "))
                        .map(
                                line ->
                                        line.replaceAll(
                                                ".*client ci 1 as (\\w+) at [0-9.:]+: ", "$1 "))
                        .map(line -> line.replaceAll("/v[0-9.]+", ""))
                        .toList();
        assertEquals(
                List.of(
                        "deployer POST /secrets/create allowed 201",
                        "deployer POST /services/create denied 403",
                        "viewer DELETE /secrets/hidden denied 403"),
                audit);
    }

    private static Ran as(String role, String... words) {
        var all = new ArrayList<>(List.of("docker", "--context", "skep-" + role));
        all.addAll(List.of(words));
        return cli(all);
    }

    @Test
    void A21_nothingPlainIsAnsweredAndNothingPlainCanBeAskedFor() {
        assertTrue(
                cli(List.of("docker", "-H", "tcp://127.0.0.1:" + port, "node", "ls")).exit() != 0);

        var refused = launcher("up", "--api", "http://0.0.0.0:2375").bad();
        assertTrue(refused.contains("mutual TLS only, never plain"), refused);
    }

    @Test
    void aPortThatCannotBeHadIsRefusedInASentence() {
        var chance = launcher("up", "--listen", "127.0.0.1:0").bad();
        assertEquals(
                "skep: --listen takes ADDRESS:PORT with a port from 1 to 65535, not"
                        + " '127.0.0.1:0'",
                chance.strip());

        try (var other = Skep.withoutEngine("--no-init")) {
            var taken =
                    other.docker(
                                    "swarm",
                                    "init",
                                    "--advertise-addr",
                                    "127.0.0.1",
                                    "--listen-addr",
                                    skep.listens())
                            .bad();

            assertEquals(
                    "Error response from daemon: manager stopped: failed to listen on remote API"
                            + " address: listen tcp "
                            + skep.listens()
                            + ": bind: address already in use",
                    taken.strip());
            assertEquals(
                    "inactive",
                    other.docker("info", "--format", "{{.Swarm.LocalNodeState}}").good().strip());
            other.docker("swarm", "init", "--advertise-addr", "127.0.0.1").good();
        }
    }

    @Test
    void A34_theApiTrustsNobodyWhomTheClusterTrusts() throws IOException {
        var node = certificate("certificates/swarm-node.crt");
        var root = certificate("certificates/swarm-root-ca.crt");
        var api = certificate("api/ca.pem");

        assertThrows(GeneralSecurityException.class, () -> node.verify(api.getPublicKey()));
        assertThrows(GeneralSecurityException.class, () -> root.verify(api.getPublicKey()));
        assertThrows(GeneralSecurityException.class, () -> api.verify(root.getPublicKey()));
    }

    @Test
    void A22_keysAndTheSocketAreTheOwnersAlone() throws IOException {
        var secret = PosixFilePermissions.fromString("rw-------");
        for (var file : List.of("skep.sock", "api/ca-key.pem", "api/key.pem")) {
            assertEquals(secret, Files.getPosixFilePermissions(skep.data().resolve(file)), file);
        }
        assertEquals(
                secret, Files.getPosixFilePermissions(home.resolve("client").resolve("key.pem")));
    }

    @Test
    void S11_onlyTheDocumentedPortsAreOpen() {
        var open = new TreeSet<String>();
        var sockets = Ran.run(COMMAND, Map.of(), List.of("ss", "-Hltnp")).good();
        for (var line :
                sockets.lines().filter(l -> l.contains("pid=" + skep.pid() + ",")).toList()) {
            open.add(line.strip().split("\\s+")[3].replace("[::ffff:127.0.0.1]", "127.0.0.1"));
        }

        assertTrue(open.remove(skep.listens()), open::toString);
        assertTrue(open.remove("127.0.0.1:" + port), open::toString);
        assertEquals(2, open.size(), () -> "the shell's, and Karaf's own: " + open);
        assertTrue(open.stream().allMatch(at -> at.startsWith("127.0.0.1:")), open::toString);
    }

    private X509Certificate certificate(String file) throws IOException {
        try (var in = Files.newInputStream(skep.data().resolve(file))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private Ran launcher(String command, String... words) {
        var all = new ArrayList<>(List.of(Skep.ROOT.resolve("skep").toString(), command));
        all.addAll(List.of("--data", skep.data().toString()));
        all.addAll(List.of(words));
        return Ran.run(COMMAND, Map.of(), all);
    }

    private static Ran cli(List<String> words) {
        return Ran.run(COMMAND, Map.of("DOCKER_CONFIG", home.toString()), words);
    }
}
