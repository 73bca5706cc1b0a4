package io.skep.transport.netty.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Post;
import io.skep.tck.transport.Post.Inbox;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.Line;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes with BoringSSL and nodes with the JDK's TLS are of one cluster. */
class TlsTest {

    private static final byte[] WORDS = "words".getBytes(StandardCharsets.UTF_8);

    private final Authority authority = Authority.create();

    @BeforeEach
    void isThere() {
        assertTrue(OpenSsl.isAvailable(), () -> String.valueOf(OpenSsl.unavailabilityCause()));
    }

    @Test
    void takesBoringSslWhereItIs() {
        assertEquals(SslProvider.OPENSSL, Tls.best());
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, JDK", "JDK, OPENSSL", "OPENSSL, OPENSSL", "JDK, JDK"})
    void provesBothEndsToOneAnother(SslProvider listens, SslProvider dials) throws Exception {
        try (var server = post(authority, "server", listens);
                var client = post(authority, "client", dials)) {
            var out = client.dial(server.listen(), As.NODE);
            var in = server.next();

            assertEquals("client", name(in));
            assertEquals("server", name(out));
            says(out, in);
            says(in, out);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, JDK", "JDK, OPENSSL", "OPENSSL, OPENSSL", "JDK, JDK"})
    void refusesWhoIsOfAnotherCluster(SslProvider listens, SslProvider dials) {
        try (var server = post(authority, "server", listens);
                var client = post(Authority.create(), "client", dials)) {
            var address = server.listen();

            assertThrows(CompletionException.class, () -> client.dial(address, As.NODE));
        }
    }

    private static Post post(Authority authority, String name, SslProvider provider) {
        return Post.working(
                new NettyCarrierProvider(provider),
                Optional.of(authority.node("c", name, "swarm-manager")));
    }

    private static String name(Line line) {
        var name = line.chain().get(0).getSubjectX500Principal().getName();
        return name.substring(name.indexOf("CN=") + 3);
    }

    private static void says(Line from, Line to) throws InterruptedException {
        var inbox = Inbox.of(to);
        from.send(WORDS);
        assertArrayEquals(WORDS, inbox.next());
    }
}
