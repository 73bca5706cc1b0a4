package io.skep.transport.netty.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Authority.Wish;
import io.skep.tck.transport.Post;
import io.skep.tck.transport.Post.Inbox;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attacks of consensus-and-faults 3.4 against the real plug. */
@Timeout(60)
class AttackTest {

    private static final String NAME = "O=c,OU=swarm-manager,CN=one";
    private static final int CUT_WITHIN_MILLIS = 8_000;

    private final Authority authority = Authority.create();
    private final Post post =
            Post.working(
                    new NettyCarrierProvider(),
                    Optional.of(authority.node("c", "two", "swarm-manager")));
    private String address = "";

    @BeforeEach
    void listen() {
        address = post.listen();
    }

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void A8_refusesAnExpiredCertificate() throws Exception {
        var wish = Wish.of(NAME).between(Duration.ofHours(-2), Duration.ofSeconds(-5));

        refuses(authority.identity(wish, keys()));
    }

    @Test
    void A8_refusesACertificateThatIsNotValidYet() throws Exception {
        var wish = Wish.of(NAME).between(Duration.ofMinutes(5), Duration.ofHours(2));

        refuses(authority.identity(wish, keys()));
    }

    @Test
    void A8_refusesACertificateThatSignedItself() throws Exception {
        var self = Authority.create();

        refuses(
                new Identity(
                        self.node("c", "one", "swarm-manager").key(),
                        self.node("c", "one", "swarm-manager").chain(),
                        List.of(authority.root())));
    }

    @Test
    void A8_refusesTheCertificateOfAForeignAuthority() throws Exception {
        var foreign = Authority.create().node("c", "one", "swarm-manager");

        refuses(Authority.trusting(foreign, authority.root()));
    }

    @Test
    void A8_refusesACertificateThatANodeSigned() throws Exception {
        var node = authority.node("c", "one", "swarm-worker");

        refuses(Authority.by(node, Wish.of(NAME)));
    }

    @Test
    void A8_refusesAWeakKey() throws Exception {
        refuses(authority.identity(Wish.of(NAME), Authority.rsa(1024)));
    }

    @Test
    void A8_refusesSha1() throws Exception {
        var good = Wish.of(NAME);
        var wish = new Wish(NAME, good.from(), good.until(), "SHA1withECDSA", false);

        refuses(authority.identity(wish, keys()));
    }

    @Test
    void A8_letsTheSameNodeInWithAGoodCertificate() throws Exception {
        try (var good = attacker(authority.identity(Wish.of(NAME), keys()))) {
            good.dial(address, As.NODE);

            assertEquals(1, post.next().chain().size());
        }
    }

    @Test
    void A11_speaksNothingOlderThanTls13() throws Exception {
        try (var socket = tls("TLSv1.2")) {
            assertThrows(SSLException.class, socket::startHandshake);
        }
        try (var socket = tls("TLSv1.3")) {
            socket.startHandshake();
            assertEquals("TLSv1.3", socket.getSession().getProtocol());
        }
    }

    @Test
    void A12_cutsOffWhoAnnouncesTwoGibibytes() throws Exception {
        cutsOff(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array());
    }

    @Test
    void A12_cutsOffWhoAnnouncesOneByteTooMany() throws Exception {
        cutsOff(ByteBuffer.allocate(4).putInt(Carrier.MAX_FRAME + 1).array());
    }

    @Test
    void A12_cutsOffWhoAnnouncesLessThanNothing() throws Exception {
        cutsOff(ByteBuffer.allocate(4).putInt(-1).array());
    }

    @Test
    void A12_cutsOffWhoSendsNothingButEmptyFrames() throws Exception {
        cutsOff(new byte[4 * 100_000]);
    }

    @Test
    void A12_takesFramesOfOneByte() throws Exception {
        try (var socket = tls("TLSv1.3")) {
            socket.startHandshake();
            var inbox = Inbox.of(post.next());
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(new byte[] {0, 0, 0, 1, 7});
            }
            for (int i = 0; i < 1_000; i++) {
                assertEquals(7, inbox.next()[0]);
            }
        }
    }

    @Test
    void A12_tenThousandHalfOpenHandshakesEndInTimeAndLeaveNothing() throws Exception {
        var runtime = ManagementFactory.getMemoryMXBean();
        var halfOpen = new ArrayList<Socket>();
        System.gc();
        long before = runtime.getHeapMemoryUsage().getUsed();
        try {
            for (int i = 0; i < 10_000; i++) {
                halfOpen.add(open("127.0.1." + (1 + i / 100)));
            }
            for (var socket : halfOpen) {
                assertTrue(ends(socket), "still open");
            }
        } finally {
            for (var socket : halfOpen) {
                socket.close();
            }
        }
        halfOpen.clear();

        System.gc();
        long after = runtime.getHeapMemoryUsage().getUsed();
        assertTrue(after < before * 1.1 + 4_000_000, before + " bytes before, " + after);
        try (var good = attacker(authority.identity(Wish.of(NAME), keys()))) {
            good.dial(address, As.NODE);
            post.next();
        }
    }

    @Test
    void A13_cutsOffWhoSendsAHandshakeByteByByte() throws Exception {
        var hello = ByteBuffer.allocate(512).put(new byte[] {22, 3, 1, 1, (byte) 0xfb, 1}).array();
        try (var socket = open("127.0.0.1")) {
            assertTrue(trickles(socket, hello) <= Duration.ofSeconds(8).toMillis());
        }
    }

    @Test
    void A13_cutsOffWhoSendsAFrameByteByByte() throws Exception {
        try (var socket = tls("TLSv1.3")) {
            socket.startHandshake();
            var inbox = Inbox.of(post.next());
            socket.getOutputStream().write(ByteBuffer.allocate(4).putInt(1 << 20).array());

            assertTrue(trickles(socket, new byte[512]) <= Duration.ofSeconds(10).toMillis());
            assertEquals("a frame that does not come to its end", inbox.end());
            assertTrue(inbox.isEmpty());
        }
    }

    /** Sends a byte five times a second until it is cut; how many milliseconds that takes. */
    private static long trickles(Socket socket, byte[] bytes) throws IOException {
        long begun = System.nanoTime();
        socket.setSoTimeout(200);
        for (int i = 0; i < bytes.length; i++) {
            try {
                socket.getOutputStream().write(bytes, i, 1);
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException open) {
                continue;
            } catch (IOException cut) {
                break;
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    @Test
    void A14_twoThousandOfOneAddressKeepNobodyElseOut() throws Exception {
        var flood = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 2_000; i++) {
                flood.add(open("127.0.0.1"));
            }
            for (var socket : flood.subList(100, 2_000)) {
                assertTrue(ends(socket), "more than a hundred of one address");
            }

            try (var other = tls(open("127.0.0.2"))) {
                other.startHandshake();
            }
        } finally {
            for (var socket : flood) {
                socket.close();
            }
        }
    }

    private void refuses(Identity shown) throws Exception {
        try (var attacker = attacker(shown)) {
            Inbox.of(attacker.dial(address, As.NODE)).end();
        } catch (CompletionException refused) {
            assertTrue(refused.getCause().getMessage().contains("transport netty"));
        }
        assertFalse(post.hasLines());
    }

    private static Post attacker(Identity identity) {
        return Post.working(new NettyCarrierProvider(), Optional.of(identity));
    }

    private void cutsOff(byte[] attack) throws Exception {
        try (var socket = tls("TLSv1.3")) {
            socket.startHandshake();
            var inbox = Inbox.of(post.next());
            try {
                socket.getOutputStream().write(attack);
            } catch (IOException cut) {
                // while it was still sending
            }

            assertTrue(inbox.end().contains("frame"));
            assertTrue(inbox.isEmpty());
        }
    }

    private SSLSocket tls(String version) throws Exception {
        var socket = tls(open("127.0.0.1"));
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    private SSLSocket tls(Socket plain) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        var socket =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, "127.0.0.1", port(), true);
        socket.setSoTimeout(CUT_WITHIN_MILLIS);
        return socket;
    }

    private Socket open(String from) throws IOException {
        var socket = new Socket("127.0.0.1", port(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(CUT_WITHIN_MILLIS);
        return socket;
    }

    /** Waits for the other end to close; fails with a timeout otherwise. */
    private static boolean ends(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // an alert
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private int port() {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private static KeyPair keys() {
        return Authority.ec("secp256r1");
    }
}
