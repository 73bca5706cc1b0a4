package io.skep.node.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorTest {

    @Test
    void saysWhatDockerSaysOfAPortThatIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var address = "127.0.0.1:" + other.getLocalPort();

            assertEquals(
                    Optional.of(
                            "manager stopped: failed to listen on remote API address: listen tcp "
                                    + address
                                    + ": bind: address already in use"),
                    Door.obstacle(address));
        }
    }

    @Test
    void saysThatAnAddressIsNotTheMachines() {
        assertEquals(
                Optional.of(
                        "manager stopped: failed to listen on remote API address: listen tcp"
                                + " 192.0.2.1:2377: bind: cannot assign requested address"),
                Door.obstacle("192.0.2.1:2377"));
    }

    @Test
    void hasNothingAgainstAPortThatIsFree() {
        assertEquals(Optional.empty(), Door.obstacle("127.0.0.1:0"));
        assertEquals(Optional.empty(), Door.obstacle("[::1]:0"));
    }
}
