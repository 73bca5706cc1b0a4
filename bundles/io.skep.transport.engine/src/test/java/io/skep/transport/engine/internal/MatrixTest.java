package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.spec.NodeRole;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Authority.Wish;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of message, asked by everybody there can be, of a manager that would answer all of
 * them. What it answers is what is written in the documentation. Source: consensus-and-faults S-05.
 */
@Timeout(60)
class MatrixTest {

    private static final Path TABLE = Path.of("../../docs/who-may-say-what.md");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir private Path directory;
    private final Authority authority = Authority.create();
    private final Map<String, Boolean> served = new ConcurrentHashMap<>();
    private Peer manager;
    private Peer caller;

    @BeforeEach
    void begin() {
        manager = new Peer("m", directory).shows(authority, "c", NodeRole.MANAGER);
        caller = new Peer("x", directory).knows(manager);
        for (var talk : Talk.values()) {
            manager.transport.answer(
                    talk.kind(),
                    manager.loop(),
                    (from, question) -> {
                        served.put(talk.kind(), true);
                        return CompletableFuture.completedFuture(question);
                    });
        }
    }

    @AfterEach
    void end() {
        manager.close();
        caller.close();
    }

    @Test
    void strangersSayWhatIsWritten() throws Exception {
        caller.shows(authority, "c", NodeRole.MANAGER);
        awaitServed();

        assertEquals(column(1), answered(this::asStranger));
    }

    @Test
    void workersSayWhatIsWritten() throws Exception {
        caller.shows(authority, "c", NodeRole.WORKER);
        awaitServed();

        assertEquals(column(2), answered(this::asNode));
    }

    @Test
    void managersSayWhatIsWritten() throws Exception {
        caller.shows(authority, "c", NodeRole.MANAGER);
        awaitServed();

        assertEquals(column(3), answered(this::asNode));
    }

    @Test
    void whoWasRemovedSaysNothing() throws Exception {
        caller.shows(authority, "c", NodeRole.WORKER);
        awaitServed();

        manager.transport.guard(from -> !caller.id.equals(from.node()));

        awaitCutOff();
        assertEquals(nothing(), answered(this::asNode));
    }

    @Test
    void whoWasDemotedSaysAWorkersPartWithTheOldCertificateToo() throws Exception {
        caller.shows(authority, "c", NodeRole.MANAGER);
        awaitServed();

        manager.transport.guard(
                from -> !caller.id.equals(from.node()) || from.role() != Role.MANAGER);

        await(false, any -> asNode("consensus"));
        awaitServed();
        assertEquals(column(2), answered(this::asNode));
        caller.shows(authority, "c", NodeRole.WORKER);
        awaitServed();
        assertEquals(column(2), answered(this::asNode));
    }

    /** A manager that starts goes through all that was before, and does not know the others yet. */
    @Test
    void whoIsKnownAsAManagerOnlyLaterSaysAManagersPartThen() throws Exception {
        var known = new AtomicBoolean();
        manager.transport.guard(
                from ->
                        known.get()
                                || !caller.id.equals(from.node())
                                || from.role() != Role.MANAGER);
        caller.shows(authority, "c", NodeRole.MANAGER);
        awaitServed();
        assertEquals(column(2), answered(this::asNode));

        known.set(true);

        await(true, any -> asNode("consensus"));
        assertEquals(column(3), answered(this::asNode));
    }

    @Test
    void anExpiredCertificateSaysNothing() throws Exception {
        var wish = Wish.of("O=c,OU=swarm-manager,CN=x");
        var expired = wish.between(Duration.ofHours(-2), Duration.ofSeconds(-5));

        saysNothing(authority.identity(expired, Authority.ec("secp256r1")));
    }

    @Test
    void aForeignCertificateSaysNothing() throws Exception {
        var foreign = Authority.create().node("c", "x", "swarm-manager");

        saysNothing(Authority.trusting(foreign, authority.root()));
    }

    /** Though the manager listens, and serves the same node with a good certificate. */
    private void saysNothing(Identity wrong) throws Exception {
        caller.shows(wrong, "c", NodeRole.MANAGER);
        await(true, this::asStranger);
        assertEquals(nothing(), answered(this::asNode));

        caller.shows(authority, "c", NodeRole.MANAGER);
        awaitServed();
        assertEquals(column(3), answered(this::asNode));
    }

    /** What a column of the documentation says of each kind. */
    private static Map<String, Boolean> column(int column) throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .collect(
                        Collectors.toMap(
                                cells -> cells[1].strip().replace("`", ""),
                                cells -> cells[1 + column].strip().equals("yes"),
                                (one, other) -> other,
                                TreeMap::new));
    }

    private static Map<String, Boolean> nothing() {
        var none = new TreeMap<String, Boolean>();
        Arrays.stream(Talk.values()).forEach(talk -> none.put(talk.kind(), false));
        return none;
    }

    /** Asks everything at once, and says what reached who would answer; so do the answers. */
    private Map<String, Boolean> answered(Function<String, CompletableFuture<byte[]>> asking)
            throws InterruptedException {
        served.clear();
        var answers = new TreeMap<String, Boolean>();
        var open = new CountDownLatch(Talk.values().length);
        var asked = new TreeMap<String, CompletableFuture<byte[]>>();
        for (var talk : Talk.values()) {
            var answer = asking.apply(talk.kind());
            asked.put(talk.kind(), answer);
            answer.whenComplete((bytes, failure) -> open.countDown());
        }
        open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        asked.forEach((kind, answer) -> answers.put(kind, isGood(answer)));
        var reached = nothing();
        reached.putAll(served);
        assertEquals(reached, answers);
        return answers;
    }

    private CompletableFuture<byte[]> asNode(String kind) {
        return caller.transport.ask(manager.id, kind, question(), SHORT).toCompletableFuture();
    }

    private CompletableFuture<byte[]> asStranger(String kind) {
        return caller.transport
                .ask(manager.address(), chain -> true, kind, question(), SHORT)
                .toCompletableFuture();
    }

    private static byte[] question() {
        return "?".getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isGood(CompletableFuture<byte[]> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    private void awaitServed() {
        await(true, this::asNode);
    }

    private void awaitCutOff() {
        await(false, this::asNode);
    }

    private static void await(boolean wanted, Function<String, CompletableFuture<byte[]>> asking) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = asking.apply("ca.root");
            answer.handle((bytes, failure) -> 0).join();
            if (isGood(answer) == wanted) {
                return;
            }
            Thread.yield();
        }
        throw new AssertionError("not within " + PATIENCE + ": served is " + wanted);
    }
}
