package io.skep.dockerapi.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of who was turned away. */
class ComplaintsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private final Complaints complaints = new Complaints();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(before);
    }

    @Test
    void saysItOnceAMinuteForEachAddressAndBriefly() throws UnknownHostException {
        var one = InetAddress.getByName("192.0.2.1");
        var minute = TimeUnit.MINUTES.toNanos(1);

        complaints.turnedAway(one, "x".repeat(100_000), 0);
        complaints.turnedAway(one, "again", minute - 1);
        complaints.turnedAway(InetAddress.getByName("192.0.2.2"), "other", 1);
        complaints.turnedAway(one, "later", minute);

        var lines = lines();
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(0).length() < 400);
        assertTrue(lines.get(1).endsWith("192.0.2.2: turned away: other"));
        assertTrue(lines.get(2).endsWith("192.0.2.1: turned away: later"));
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
