package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the API may be told to listen. */
class ApiAddressesTest {

    private static final Path DATA = Path.of("/data");

    @Test
    void listensOnTheSocketOfTheNodeUnlessToldOtherwise() {
        assertEquals(new ApiAddresses(Path.of("/data/skep.sock"), List.of()), read(""));
        assertEquals(new ApiAddresses(Path.of("/x.sock"), List.of()), read("unix:///x.sock"));
    }

    @Test
    void listensOnTcpBeside() {
        var addresses = read("unix:///x.sock,tcp://127.0.0.1:2376, tcp://[::1]:2377");

        assertEquals(Path.of("/x.sock"), addresses.socket());
        assertEquals(
                List.of(
                        new InetSocketAddress("127.0.0.1", 2376),
                        new InetSocketAddress("::1", 2377)),
                addresses.tcp());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0.0.0.0:2375",
                "tcp://0.0.0.0",
                "tcp://:2376",
                "tcp://h:0",
                "tcp://h:x",
                "tcp://h:65536",
                "unix:///a,unix:///b",
                "/a"
            })
    void A21_refusesAnythingElse(String setting) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> read(setting));

        assertTrue(String.valueOf(refusal.getMessage()).contains("never plain"));
    }

    private static ApiAddresses read(String setting) {
        return ApiAddresses.of(setting, DATA);
    }
}
