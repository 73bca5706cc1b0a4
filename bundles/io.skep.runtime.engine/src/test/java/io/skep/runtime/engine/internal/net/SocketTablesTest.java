package io.skep.runtime.engine.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets of this process, as the kernel lists them; nobody else uses these addresses. */
class SocketTablesTest {

    private final long pid = ProcessHandle.current().pid();
    private final Callers callers = new SocketTables(Path.of("/proc"));

    @ParameterizedTest
    @ValueSource(strings = {"127.83.7.1", "::1"})
    void countsWhatOthersOpenedUntilItIsClosed(String address) throws IOException {
        var before = open(address);
        try (var server = new ServerSocket(0, 9, InetAddress.getByName(address));
                var first = connect(server);
                var second = connect(server)) {
            assertEquals(2, open(address) - before);

            server.accept().close();
            assertEquals(-1, first.getInputStream().read());
            await(address, before + 1);

            server.accept().close();
            assertEquals(-1, second.getInputStream().read());
            await(address, before);
        }
    }

    @Test
    void doesNotCountWhatTheTaskOpenedOrWhatCameToOtherAddresses() throws IOException {
        try (var server = new ServerSocket(0, 9, InetAddress.getByName("127.83.7.2"));
                var out = new Socket()) {
            out.bind(new InetSocketAddress("127.83.7.3", 0));
            out.connect(server.getLocalSocketAddress());

            assertEquals(0, open("127.83.7.3"));
            assertEquals(0, open("127.83.7.4"));
            assertEquals(1, open("127.83.7.2"));
        }
    }

    @Test
    void knowsOfNobodyWhereThereIsNoProcess() {
        assertEquals(0, callers.open(0, List.of("127.0.0.1")));
    }

    /** Who closes waits for the other's word that it knows, which knows it before it says so. */
    private void await(String address, int count) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    while (open(address) != count) {
                        Thread.onSpinWait();
                    }
                });
    }

    private int open(String address) {
        return callers.open(pid, List.of(address));
    }

    private static Socket connect(ServerSocket server) throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }
}
