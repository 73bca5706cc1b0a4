package io.skep.itests.hosts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private ServerSocket server;
    private FaultProxy proxy;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy =
                FaultProxy.before(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 1);
        near = new Socket();
        near.connect(proxy.address());
        far = server.accept();
        far.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
        near.close();
        far.close();
    }

    @Test
    void passesEverythingInOrderAndTheEnd() throws IOException {
        var sent = new byte[100_000];
        new Random(2).nextBytes(sent);
        proxy.weather(Weather.slow(Duration.ZERO, Duration.ofMillis(2)));

        near.getOutputStream().write(sent);
        near.shutdownOutput();

        assertArrayEquals(sent, far.getInputStream().readAllBytes());
        far.getOutputStream().write('!');
        far.close();
        assertEquals("!", new String(near.getInputStream().readAllBytes(), US_ASCII));
    }

    @Test
    void delays() throws IOException {
        proxy.weather(Weather.slow(Duration.ofMillis(150), Duration.ZERO));
        var began = System.nanoTime();

        say("late");

        assertEquals("late", hear(4));
        assertTrue(System.nanoTime() - began >= Duration.ofMillis(150).toNanos());
    }

    @Test
    void aHalfOpenLineTakesEverythingAndDeliversNothing() throws IOException {
        proxy.weather(Weather.HALF_OPEN);
        far.setSoTimeout(200);

        say("lost");

        assertThrows(SocketTimeoutException.class, () -> hear(1));
        proxy.weather(Weather.FAIR);
        say("found");
        assertEquals("found", hear(5));
    }

    @Test
    void aResetIsAnErrorAtBothEnds() throws IOException {
        near.setSoTimeout(10_000);
        say("a");
        assertEquals("a", hear(1));

        proxy.reset();

        assertThrows(SocketException.class, () -> hear(1));
        assertThrows(SocketException.class, () -> near.getInputStream().read());
    }

    private void say(String words) throws IOException {
        near.getOutputStream().write(words.getBytes(US_ASCII));
    }

    private String hear(int length) throws IOException {
        return new String(far.getInputStream().readNBytes(length), US_ASCII);
    }
}
