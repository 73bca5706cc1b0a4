package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ca.CaException;
import io.skep.control.Command;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker swarm join}. Source: swarm-behaviour CL-2, CL-5. */
class JoinTest {

    private static final String TOKEN = "SWMTKN-1-of-a-test-that-joins";

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory);
    }

    @Test
    void asksTheManagersAndBecomesAMember() {
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.WORKER));

        var receipt = bench.ok(joining(List.of("192.0.2.1", "192.0.2.2:4000", "[fd00::1]"), ""));

        assertEquals("n", receipt.id());
        assertEquals(
                List.of("[192.0.2.1:2377, 192.0.2.2:4000, [fd00::1]:2377] " + TOKEN + " DRAIN"),
                bench.keys.asked);
        assertEquals("0.0.0.0:2377", bench.listens);
        assertEquals("192.0.2.7", bench.advertised);
        assertEquals("active", bench.room.local().state());
    }

    @Test
    void advertisesAsTold() {
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.WORKER));

        bench.ok(joining(List.of("192.0.2.1"), "192.0.2.77:5000"));

        assertEquals("192.0.2.77:5000", bench.advertised);
    }

    @Test
    void isPendingUntilAManagerAnswersAndSaysSoAfterTwentySeconds() {
        var joining = bench.room.submit(joining(List.of("192.0.2.1"), "")).toCompletableFuture();
        bench.kernel.runFor(Duration.ofSeconds(19));
        assertFalse(joining.isDone());
        assertEquals("pending", bench.room.local().state());

        assertRefused(
                Code.UNAVAILABLE,
                "Timeout was reached before node joined. The attempt to join the swarm will continue"
                        + " in the background. Use the \"docker info\" command to see the current"
                        + " swarm status of your node.",
                bench.refusal(joining));
        assertEquals("pending", bench.room.local().state());
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.WORKER));
        bench.kernel.settle();

        assertEquals("active", bench.room.local().state());
    }

    @Test
    void forgetsWhatAManagerGotThatCannotListen() {
        bench.obstacle = Optional.of("taken");
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.MANAGER));

        assertRefused(
                Code.UNKNOWN,
                "taken at 0.0.0.0:2377",
                bench.refused(joining(List.of("192.0.2.1"), "")));

        assertEquals(1, bench.keys.forgotten);
        assertEquals(0, bench.asked);
        assertEquals("inactive", bench.room.local().state());
    }

    @Test
    void letsAWorkerInThatCannotListen() {
        bench.obstacle = Optional.of("taken");
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.WORKER));

        bench.ok(joining(List.of("192.0.2.1"), ""));

        assertEquals("active", bench.room.local().state());
    }

    @Test
    void joinsOnlyOnceAtATime() {
        bench.room.submit(joining(List.of("192.0.2.1"), ""));
        bench.kernel.settle();

        var refusal = bench.refused(joining(List.of("192.0.2.1"), ""));

        assertRefused(
                Code.UNAVAILABLE,
                "This node is already part of a swarm. Use \"docker swarm leave\" to leave this"
                        + " swarm and join another one.",
                refusal);
    }

    @Test
    void leavesWhileItWaitsForAnAnswer() {
        var joining = bench.room.submit(joining(List.of("192.0.2.1"), "")).toCompletableFuture();
        bench.kernel.runFor(Duration.ofSeconds(1));

        bench.ok(new Command.LeaveCluster(true));
        assertEquals("inactive", bench.room.local().state());
        bench.keys.admission.complete(MemoryKeys.credential("c", "n", NodeRole.WORKER));
        bench.kernel.settle();

        assertEquals("inactive", bench.room.local().state());
        assertEquals(1, bench.keys.forgotten);
        assertEquals(0, bench.asked);
        assertTrue(joining.isCompletedExceptionally());
    }

    @Test
    void tellsWhatTheManagersSayAndIsFreeToTryAgain() {
        var text =
                "rpc error: code = InvalidArgument desc = A valid join token is necessary to join"
                        + " this cluster";
        var bare = "A valid join token is necessary to join this cluster";
        bench.keys.admission.completeExceptionally(new CaException(bare));

        assertRefused(Code.INVALID, text, bench.refused(joining(List.of("192.0.2.1"), "")));
        assertEquals("inactive", bench.room.local().state());
        bench.keys.admission = new CompletableFuture<>();
        var refused = "rpc error: code = Unavailable desc = connection refused";
        bench.keys.admission.completeExceptionally(new CaException(refused));
        assertRefused(Code.UNAVAILABLE, refused, bench.refused(joining(List.of("192.0.2.1"), "")));
    }

    @Test
    void refusesAddressesThatAreNone() {
        assertRefused(
                Code.INVALID,
                "at least 1 RemoteAddr is required to join",
                bench.refused(joining(List.of(), "")));
        assertRefused(
                Code.INVALID,
                "invalid port in address: x",
                bench.refused(joining(List.of("192.0.2.1:x"), "")));
        assertRefused(
                Code.INVALID,
                "invalid remoteAddr \"\": invalid empty address",
                bench.refused(joining(List.of(""), "")));
    }

    private static Command joining(List<String> remotes, String advertise) {
        return new Command.JoinCluster("", advertise, remotes, TOKEN, Availability.DRAIN);
    }

    private static void assertRefused(Code code, String text, Refusal refusal) {
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
