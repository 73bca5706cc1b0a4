package io.skep.dockerapi.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.control.Metrics;
import io.skep.dockerapi.internal.engine.LocalEngine;
import io.skep.dockerapi.internal.page.Pages;
import io.skep.dockerapi.internal.page.Site;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.ScriptedGuests;
import io.skep.dockerapi.internal.world.World;
import io.skep.itests.engine.TestEngine;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Authority.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The docker command with certificates of each role, and a real engine behind the door. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealRolesTest {

    private static final String DENIED = "authorization denied by plugin skep: role deployer: ";

    @TempDir private static Path directory;
    private static final Authority API = Authority.create();
    private static UnixServer server;
    private static LocalEngine link;
    private static SystemSeams seams;
    private static int port;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(
                TestEngine.missing().isEmpty() || System.getenv("CI") != null, TestEngine::missing);
        TlsClients.write(
                directory.resolve("api"),
                API.identity(Wish.of("CN=server"), Authority.ec("secp256r1")));
        for (var role : List.of("admin", "deployer", "viewer")) {
            var wish = Wish.of("CN=ci,OU=skep-" + role);
            TlsClients.write(
                    directory.resolve(role), API.identity(wish, Authority.ec("secp256r1")));
        }
        server = UnixServer.at(directory.resolve("s"));
        link = new LocalEngine(TestEngine.shared().host(), server.loops());
        link.start();
        seams = new SystemSeams(directory.resolve("disk"), 1);
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
                role -> Pages.of(role, new ScriptedControl(), new ScriptedGuests(), link, site),
                link,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                directory.resolve("api"));
        for (int looks = 0; looks < 500 && !link.present(); looks++) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @AfterAll
    static void close() {
        if (server != null) {
            link.close();
            server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
            seams.close();
        }
    }

    @Test
    void A17_aDeployerRunsEntersAndRemovesPlainContainers() throws Exception {
        assertEquals("x\n", good("deployer", "x\n", "run", "--rm", "-i", TestEngine.IMAGE, "cat"));
        var container =
                good(
                                "deployer",
                                "",
                                "run",
                                "-d",
                                "-v",
                                "data:/d",
                                "--memory",
                                "64m",
                                TestEngine.IMAGE,
                                "sleep",
                                "600")
                        .strip();
        assertEquals("y\n", good("deployer", "y\n", "exec", "-i", container, "cat"));
        var file = Files.writeString(directory.resolve("file"), "text");
        good("deployer", "", "cp", file.toString(), container + ":/tmp/file");
        assertEquals("text", good("deployer", "", "exec", container, "cat", "/tmp/file"));
        good("deployer", "", "update", "--memory", "80m", "--memory-swap", "80m", container);
        assertTrue(good("viewer", "", "ps", "-q", "--no-trunc").contains(container));
        assertTrue(bad("viewer", "exec", container, "true").contains("role viewer: "));
        good("deployer", "", "rm", "-f", container);
    }

    @Test
    void A17_aDeployerGetsNoContainerThatReachesTheHost() throws Exception {
        for (var option :
                List.of(
                        "--privileged",
                        "--volume=/:/host",
                        "--pid=host",
                        "--network=host",
                        "--ipc=host",
                        "--uts=host",
                        "--cap-add=SYS_ADMIN",
                        "--device=/dev/null",
                        "--security-opt=seccomp=unconfined",
                        "--security-opt=systempaths=unconfined",
                        "--sysctl=net.ipv4.ip_forward=1",
                        "--mount=type=bind,src=/,dst=/host",
                        "--mount=type=volume,dst=/v,volume-opt=type=none,volume-opt=o=bind,"
                                + "volume-opt=device=/")) {
            var said = bad("deployer", "create", option, TestEngine.IMAGE, "true");

            assertTrue(said.contains(DENIED), option + ": " + said);
        }
        var volume = bad("deployer", "volume", "create", "-o", "o=bind", "-o", "device=/", "v");
        assertTrue(volume.contains(DENIED), volume);
    }

    @Test
    void A17_aDeployerDoesNotGetIntoAnAdministratorsContainer() throws Exception {
        var container =
                good("admin", "", "run", "-d", "-v", "/etc:/host", TestEngine.IMAGE, "sleep", "600")
                        .strip();
        for (var command :
                List.of(
                        List.of("exec", container, "id"),
                        List.of("cp", container + ":/etc/passwd", "-"),
                        List.of("export", container),
                        List.of("run", "--rm", "--volumes-from", container, TestEngine.IMAGE),
                        List.of("run", "--rm", "--pid", "container:" + container, TestEngine.IMAGE),
                        List.of("rename", container, "mine"),
                        List.of("rm", "-f", container))) {
            var said = bad("deployer", command.toArray(String[]::new));

            assertTrue(said.contains(DENIED), command + ": " + said);
        }
        // the command keeps what it was answered to itself
        assertTrue(bad("deployer", "attach", container).contains("received 403"));
        assertEquals("x\n", good("admin", "x\n", "exec", "-i", container, "cat"));
        good("admin", "", "rm", "-f", container);
    }

    private static String good(String role, String input, String... words) throws Exception {
        var process = start(role, words);
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static String bad(String role, String... words) throws Exception {
        var process = start(role, words);
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor() != 0, said);
        return said;
    }

    private static Process start(String role, String... words) throws IOException {
        var keys = directory.resolve(role);
        var command =
                new ArrayList<>(
                        List.of(
                                "docker",
                                "--tls",
                                "--tlscacert=" + keys.resolve("ca.pem"),
                                "--tlscert=" + keys.resolve("cert.pem"),
                                "--tlskey=" + keys.resolve("key.pem"),
                                "-H",
                                "tcp://127.0.0.1:" + port));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_CONFIG", directory.resolve("config").toString());
        return builder.start();
    }
}
