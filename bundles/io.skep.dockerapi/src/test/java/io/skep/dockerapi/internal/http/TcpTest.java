package io.skep.dockerapi.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.engine.NoEngine;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Authority.Wish;
import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak to the API on TCP. Source: consensus-and-faults 3.4, A8, A11 to A14, A21, A34. */
@Timeout(60)
class TcpTest {

    private static final String NAME = "CN=client,OU=skep-admin";

    @TempDir private Path directory;
    private final Authority api = Authority.create();
    private final Routes routes = new Routes();
    private UnixServer server;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        var folder = directory.resolve("api");
        TlsClients.write(folder, api.identity(Wish.of("CN=server"), Authority.ec("secp256r1")));
        routes.get("/now", ask -> Routes.done(Reply.empty(200)));
        server = UnixServer.at(directory.resolve("s"));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server.listen(role -> routes, new NoEngine(), List.of(here()), folder);
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().join();
    }

    @Test
    void answersWhoeverHasACertificateOfTheApi() throws IOException {
        assertEquals("HTTP/1.1 200 OK", asked("TLSv1.3", Optional.of(client(api))));
        assertEquals("HTTP/1.1 200 OK", asked("TLSv1.2", Optional.of(client(api))));
    }

    @Test
    void A34_answersNoNodeOfTheCluster() {
        var manager = Authority.create().node("c", "one", "swarm-manager");

        assertThrows(IOException.class, () -> asked("TLSv1.3", Optional.of(manager)));
        assertThrows(IOException.class, () -> asked("TLSv1.2", Optional.of(manager)));
    }

    @Test
    void answersNobodyWithoutACertificate() {
        assertThrows(IOException.class, () -> asked("TLSv1.3", Optional.empty()));
    }

    @Test
    void A8_answersNobodyWhoseCertificateIsExpiredOrMadeByAnotherClient() {
        var old = Wish.of(NAME).between(Duration.ofHours(-2), Duration.ofSeconds(-5));
        var expired = api.identity(old, Authority.ec("secp256r1"));
        var forged = Authority.by(client(api), Wish.of(NAME));

        assertThrows(IOException.class, () -> asked("TLSv1.3", Optional.of(expired)));
        assertThrows(IOException.class, () -> asked("TLSv1.3", Optional.of(forged)));
    }

    @Test
    void A11_speaksNothingOlderThanTls12() {
        assertThrows(IOException.class, () -> asked("TLSv1.1", Optional.of(client(api))));
    }

    @Test
    void A21_answersNothingPlain() throws IOException {
        try (var socket = TlsClients.plain(port)) {
            socket.getOutputStream().write("GET /now HTTP/1.1\r\n\r\n".getBytes());

            var heard = new String(socket.getInputStream().readAllBytes());

            assertTrue(!heard.contains("HTTP"), heard);
        } catch (IOException reset) {
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"));
        }
    }

    @Test
    void A21_doesNotListenWithoutAProof() throws IOException {
        var nothing = Files.createDirectory(directory.resolve("nothing"));

        assertThrows(
                IllegalStateException.class,
                () -> server.listen(role -> routes, new NoEngine(), List.of(here()), nothing));
    }

    @Test
    void A14_takesAHundredConnectionsOfOneAddressAndOthersAgainWhenTheyAreGone()
            throws IOException {
        var crowd = new ArrayList<Socket>();
        for (int i = 0; i < 100; i++) {
            crowd.add(TlsClients.plain(port));
        }

        try (var more = TlsClients.plain(port)) {
            assertTrue(ends(more));
        }

        for (var socket : crowd) {
            assertTrue(ends(socket), "A13: a handshake that does not begin ends within 5 s");
            socket.close();
        }
        assertEquals("HTTP/1.1 200 OK", asked("TLSv1.3", Optional.of(client(api))));
    }

    private InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Identity client(Authority authority) {
        return authority.identity(Wish.of(NAME), Authority.ec("secp256r1"));
    }

    /** The first line of the answer. */
    private String asked(String version, Optional<Identity> shown) throws IOException {
        try (var socket = TlsClients.of(port, version, shown)) {
            socket.getOutputStream()
                    .write("GET /now HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
            var heard = socket.getInputStream().readAllBytes();
            if (heard.length == 0) {
                throw new IOException("no answer");
            }
            return new String(heard, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
        }
    }

    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (IOException reset) {
            return String.valueOf(reset.getMessage()).contains("reset");
        }
    }
}
