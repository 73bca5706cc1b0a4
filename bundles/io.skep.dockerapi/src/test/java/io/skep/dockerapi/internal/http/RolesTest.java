package io.skep.dockerapi.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Metrics;
import io.skep.dockerapi.internal.guard.Ledger;
import io.skep.dockerapi.internal.page.Pages;
import io.skep.dockerapi.internal.page.Site;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.ScriptedGuests;
import io.skep.dockerapi.internal.world.ScriptedLink;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.dockerjson.Json;
import io.skep.model.Change;
import io.skep.model.NetworkId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Authority.Wish;
import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of each role are served over TCP. Source: consensus-and-faults A17. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

    private static final String ADMIN = "CN=root,OU=skep-admin";
    private static final String DEPLOYER = "CN=ci,OU=skep-deployer";
    private static final String VIEWER = "CN=board,OU=skep-viewer";
    private static final String DENIED = "authorization denied by plugin skep: ";
    private static final String REACHING =
            "{\"Name\":\"big\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\",\"Mounts\":["
                    + "{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/host\"}]}}}";
    private static final String PLAIN =
            "{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\"}}}";

    /** What an ordinary container looks like to the engine. */
    private static final String CONTAINED =
            "{\"Id\":\"c1\",\"HostConfig\":{\"NetworkMode\":\"bridge\",\"Runtime\":\"runc\","
                    + "\"MaskedPaths\":[\"/proc/kcore\"]},\"Mounts\":[]}";

    private static final String SPILT =
            "{\"Id\":\"c2\",\"HostConfig\":{\"Privileged\":true},\"Mounts\":[]}";

    @TempDir private static Path directory;
    private final Map<String, Identity> identities = new HashMap<>();
    private final Authority api = Authority.create();
    private final ScriptedControl control = new ScriptedControl();
    private final ScriptedLink engine = new ScriptedLink();
    private final List<String> book = new CopyOnWriteArrayList<>();
    private SystemSeams seams;
    private UnixServer server;
    private int port;

    @BeforeAll
    void listen() throws IOException {
        var folder = directory.resolve("api");
        TlsClients.write(folder, api.identity(Wish.of("CN=server"), Authority.ec("secp256r1")));
        seams = new SystemSeams(directory.resolve("disk"), 1);
        var patience =
                new UnixServer.Patience(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(10));
        server = UnixServer.at(directory.resolve("s"), patience, new Ledger(book::add));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var site =
                new Site(
                        World.MACHINE,
                        seams.time(),
                        seams.loop("door"),
                        (view, task, now) -> {
                            throw new IllegalStateException("nobody asks");
                        },
                        accept -> new Metrics.Page("text/plain", new byte[0]));
        server.listen(
                role -> Pages.of(role, control, new ScriptedGuests(), engine, site),
                engine,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                folder);
        Things.cluster(control)
                .commit(20, ScriptedControl.THEN, Things.state(NodeState.READY, "docker"))
                .commit(21, ScriptedControl.THEN, Things.config("cfg1", "settings"))
                .commit(22, ScriptedControl.THEN, Things.secret("sec1", "key", Map.of()))
                .commit(23, ScriptedControl.THEN, Things.wish("aaa1", plain("web")))
                .commit(24, ScriptedControl.THEN, host());
    }

    @BeforeEach
    void forget() {
        book.clear();
        engine.calls().clear();
        while (!control.idle()) {
            control.command();
        }
    }

    @AfterAll
    void stop() {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
        seams.close();
    }

    @Test
    void anAdministratorMayDoEverything() {
        assertEquals(201, asked(ADMIN, "POST", "/services/create", REACHING).status);
        assertTrue(control.command() instanceof Command.CreateService);
        assertTrue(asked(ADMIN, "GET", "/swarm", "").body.contains("SWMTKN"));
        assertTrue(asked(ADMIN, "GET", "/configs", "").body.contains("\"Data\""));
        assertEquals(200, asked(ADMIN, "POST", "/build", "").status);
    }

    @Test
    void whatWasMadeBeforeThereWereRolesGoesOn() {
        assertTrue(asked("CN=skep client", "GET", "/swarm", "").body.contains("SWMTKN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=ci", "CN=ci,OU=swarm-manager", "CN=ci,OU=skep-root"})
    void whoHasNoRoleIsServedNothing(String subject) {
        for (var uri : List.of("/_ping", "/services", "/containers/json", "/nowhere")) {
            denied(asked(subject, "GET", uri, ""));
        }
        assertEquals(4, book.size());
    }

    @Test
    void A17_aViewerLooksAndChangesNothing() {
        assertEquals(200, asked(VIEWER, "GET", "/v1.44/services", "").status);
        assertEquals(200, asked(VIEWER, "HEAD", "/_ping", "").status);
        assertEquals(
                "passed GET /containers/json", asked(VIEWER, "GET", "/containers/json", "").body);

        denied(asked(VIEWER, "POST", "/services/create", PLAIN));
        denied(asked(VIEWER, "POST", "/containers/a/exec", "{\"Cmd\":[\"sh\"]}"));
        denied(asked(VIEWER, "GET", "/containers/a/archive?path=/run/secrets", ""));
        denied(asked(VIEWER, "GET", "/v1.44/swarm", ""));
        denied(asked(VIEWER, "GET", "/swarm/unlockkey", ""));
        denied(asked(VIEWER, "GET", "/containers/a/attach/ws", ""));
        denied(asked(VIEWER, "GET", "/%63ontainers/a/%61rchive", ""));
        denied(asked(VIEWER, "GET", "/containers/json#/x", ""));
        denied(asked(VIEWER, "DELETE", "/networks/local", ""));
        assertTrue(control.idle());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void A17_aViewerNeverSeesWhatIsInSecretsAndConfigs() {
        for (var uri : List.of("/configs", "/configs/settings", "/secrets", "/secrets/key")) {
            var seen = asked(VIEWER, "GET", uri, "");

            assertEquals(200, seen.status);
            assertTrue(seen.body.contains("\"Name\""), seen.body);
            assertFalse(seen.body.contains("\"Data\""), seen.body);
        }
        assertEquals(404, asked(VIEWER, "GET", "/configs/none", "").status);
    }

    @Test
    void A17_aDeployerDeploys() {
        for (var work :
                List.of(
                        "POST /services/create " + PLAIN,
                        "POST /services/web/update?version=23 " + PLAIN,
                        "DELETE /services/web ",
                        "POST /secrets/create {\"Name\":\"a\",\"Data\":\"YQ==\"}",
                        "POST /configs/create {\"Name\":\"a\",\"Data\":\"YQ==\"}",
                        "DELETE /configs/settings ",
                        "POST /networks/create {\"Name\":\"n\",\"Driver\":\"overlay\"}")) {
            var words = work.split(" ", 3);
            var seen = asked(DEPLOYER, words[0], words[1], words[2]);

            assertTrue(seen.status / 100 == 2, work + " -> " + seen);
            control.command();
        }
        assertEquals(7, book.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|/swarm/init|{}",
                "POST|/swarm/leave|",
                "POST|/nodes/n1/update?version=9|{}",
                "DELETE|/nodes/n1|",
                "GET|/swarm|",
                "POST|/build|x",
                "POST|/plugins/pull|",
                "POST|/networks/create|{\"Name\":\"n\",\"Driver\":\"bridge\"}",
                "POST|/networks/create|{\"Name\":\"n\",\"Driver\":\"macvlan\",\"Scope\":\"swarm\"}",
                "DELETE|/networks/local|",
                "POST|/containers/create|{\"HostConfig\":{\"Binds\":[\"/:/h\"]}}",
                "POST|/v1.30/containers/create|{\"HostConfig\":{},\"hostConfig\":{}}",
                "POST|/containers/create|{\"HostConfig\":{\"NetworkMode\":\"hostalias\"}}",
                "POST|/volumes/create|{\"DriverOpts\":{\"o\":\"bind\"}}",
                "POST|/containers/spilt/exec|{\"Cmd\":[\"sh\"]}",
                "POST|/containers/contained/exec|{\"Cmd\":[\"sh\"],\"Privileged\":true}",
                "POST|/containers/spilt/start|",
                "POST|/containers/spilt/attach|",
                "PUT|/containers/spilt/archive?path=/|x",
                "DELETE|/containers/spilt|",
                "POST|/exec/privileged/start|{}",
                "POST|/exec/inspilt/start|{}",
                "POST|/networks/local/connect|{\"Container\":\"spilt\"}",
            })
    void A17_aDeployerDoesNotReachAHost(String method, String uri, String body) {
        engine.answers("GET /networks/local", 200, "{\"Name\":\"local\",\"Driver\":\"bridge\"}");
        engine.answers("GET /networks/hostalias", 200, "{\"Name\":\"host\",\"Driver\":\"host\"}");
        engine.answers("GET /containers/contained/json", 200, CONTAINED);
        engine.answers("GET /containers/spilt/json", 200, SPILT);
        engine.answers(
                "GET /exec/privileged/json",
                200,
                "{\"ContainerID\":\"contained\",\"ProcessConfig\":{\"privileged\":true}}");
        engine.answers("GET /exec/inspilt/json", 200, "{\"ContainerID\":\"spilt\"}");

        denied(asked(DEPLOYER, method, uri, body == null ? "" : body));

        assertTrue(control.idle());
        assertEquals(
                List.of(),
                engine.calls().stream().filter(call -> !call.startsWith("GET ")).toList());
        assertEquals(1, book.size(), book::toString);
    }

    @Test
    void A17_aDeployerWorksWithContainersThatAreOnlyContainers() {
        engine.answers("GET /containers/contained/json", 200, CONTAINED);
        engine.answers("GET /exec/ab12/json", 200, "{\"ContainerID\":\"contained\"}");
        engine.answers("POST /containers/create", 201, "{\"Id\":\"c\"}");

        assertEquals(
                201, asked(DEPLOYER, "POST", "/containers/create", "{ \"Image\":\"a\" }").status);
        assertTrue(engine.calls().contains("POST /containers/create {\"Image\":\"a\"}"));
        for (var uri :
                List.of(
                        "/containers/contained/exec",
                        "/containers/contained/attach",
                        "/exec/ab12/start")) {
            var body = uri.endsWith("exec") ? "{\"Cmd\":[\"sh\"]}" : "{\"Tty\":true}";
            assertEquals("passed POST " + uri, asked(DEPLOYER, "POST", uri, body).body);
        }
        engine.answers("GET /containers/none/json", 404, "{\"message\":\"none\"}");
        assertEquals(404, asked(DEPLOYER, "POST", "/containers/none/kill", "").status);
    }

    @Test
    void A17_aServiceThatReachesItsHostIsLeftToAdministrators() {
        control.commit(30, ScriptedControl.THEN, Things.wish("big1", reaching()));

        denied(asked(DEPLOYER, "POST", "/services/create", REACHING));
        denied(asked(DEPLOYER, "POST", "/services/web/update?version=23", REACHING));
        denied(
                asked(
                        DEPLOYER,
                        "POST",
                        "/services/big/update?version=30",
                        PLAIN.replace("web", "big")));
        denied(asked(DEPLOYER, "DELETE", "/services/big1", ""));
        assertTrue(control.idle());
    }

    @Test
    void A17_aDeployerDoesNotGoBackToWhatAnAdministratorMade() {
        var wish =
                new ServiceWish(
                        plain("big"),
                        2,
                        reaching(),
                        1,
                        0,
                        null,
                        false,
                        Payload.EMPTY,
                        Payload.EMPTY);
        control.commit(
                30,
                ScriptedControl.THEN,
                Change.put(Part.SERVICE_SPEC, new ServiceId("big1"), wish));
        var back = "/services/big/update?rollback=previous&version=";

        denied(asked(DEPLOYER, "POST", back + 30, PLAIN));
        assertEquals(500, asked(DEPLOYER, "POST", back + 29, PLAIN).status);
        assertEquals(500, asked(DEPLOYER, "POST", back + 31, PLAIN).status);
        assertTrue(control.idle());
        assertEquals(200, asked(ADMIN, "POST", back + 30, PLAIN).status);
    }

    @Test
    void A17_eachChangeAndEachRefusalIsWrittenDownOnce() {
        asked(ADMIN, "GET", "/services", "");
        asked(DEPLOYER, "POST", "/v1.44/services/create?token=hush", PLAIN);
        asked(DEPLOYER, "POST", "/services/create", REACHING);
        asked(VIEWER, "POST", "/secrets/create", "{\"Name\":\"a\",\"Data\":\"aHVzaA==\"}");
        asked(DEPLOYER, "DELETE", "/configs/none%0aclient", "");

        var lines = book.stream().map(line -> line.replaceAll("127.0.0.1:\\d+", "HERE")).toList();

        assertEquals(
                List.of(
                        "client ci as deployer at HERE: POST /v1.44/services/create allowed 201",
                        "client ci as deployer at HERE: POST /services/create denied 403",
                        "client board as viewer at HERE: POST /secrets/create denied 403",
                        "client ci as deployer at HERE: DELETE /configs/none%0aclient denied 403"),
                lines);
    }

    private void denied(Seen seen) {
        assertEquals(403, seen.status, seen::toString);
        assertTrue(seen.body.startsWith("{\"message\":\"" + DENIED), seen::toString);
        assertTrue(book.get(book.size() - 1).endsWith(" denied 403"), book::toString);
    }

    private static ServiceSpec plain(String name) {
        return Things.spec(name, ServiceMode.replicated(1));
    }

    private static ServiceSpec reaching() {
        return Json.value(Json.parse(REACHING.getBytes(StandardCharsets.UTF_8)), ServiceSpec.class);
    }

    private static Change host() {
        return Change.put(
                Part.NETWORK_SPEC,
                new NetworkId("hostid"),
                new NetworkSpec(
                        "host", Map.of(), "host", Map.of(), false, false, false, false, null, "",
                        "swarm"));
    }

    private record Seen(int status, String body) {}

    private Seen asked(String subject, String method, String uri, String body) {
        var shown =
                identities.computeIfAbsent(
                        subject, name -> api.identity(Wish.of(name), Authority.ec("secp256r1")));
        try (var socket = TlsClients.of(port, "TLSv1.3", Optional.of(shown))) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var head =
                    method
                            + " "
                            + uri
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + (bytes.length == 0 ? "" : "Content-Type: application/json\r\n")
                            + "Content-Length: "
                            + bytes.length
                            + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            var heard = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var parts = heard.split("\r\n\r\n", 2);
            return new Seen(Integer.parseInt(heard.split(" ")[1]), parts[1].strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
