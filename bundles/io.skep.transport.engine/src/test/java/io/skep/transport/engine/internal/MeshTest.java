package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.NodeRole;
import io.skep.tck.transport.Authority;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.TalkException;
import io.skep.transport.TalkException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with the real plug, over loopback. */
@Timeout(60)
class MeshTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COMMAND = "control.command";
    private static final String SESSION = "agent.session";

    @TempDir private Path directory;
    private final Authority authority = Authority.create();
    private Peer manager;
    private Peer other;
    private Peer worker;

    @BeforeEach
    void begin() throws Exception {
        manager = new Peer("b", directory).shows(authority, "c", NodeRole.MANAGER);
        other = new Peer("a", directory).shows(authority, "c", NodeRole.MANAGER);
        worker = new Peer("w", directory).shows(authority, "c", NodeRole.WORKER);
        other.knows(manager, other);
        worker.knows(manager);
        manager.knows(manager, other);
        echoes(manager, "ca.root");
        awaitListening();
    }

    @AfterEach
    void end() throws Exception {
        manager.close();
        other.close();
        worker.close();
    }

    @Test
    void asksAnotherManagerWhoKnowsWhoAsks() {
        manager.transport.answer(
                COMMAND,
                manager.loop(),
                (caller, question) -> done(bytes(caller.equals(isManager()) ? "known" : "?")));

        assertEquals("known", text(ask(other, manager, COMMAND, bytes("x"))));
    }

    @Test
    void carriesGreatQuestionsAndAnswers() {
        echoes(manager, COMMAND);
        var great = new byte[16 * 1024 * 1024];
        great[great.length - 1] = 9;

        assertArrayEquals(great, ask(other, manager, COMMAND, great).join());
    }

    @Test
    void refusesAWorkerWhatOnlyManagersMaySay() {
        echoes(manager, COMMAND);

        assertEquals(Reason.REFUSED, failure(ask(worker, manager, COMMAND, bytes("x"))).reason());
    }

    @Test
    void reachesAWorkerOverTheConnectionThatTheWorkerOpened() throws Exception {
        var logs = new Ear();
        worker.transport.serve("agent.logs", worker.loop(), channel -> logs.on(channel));
        session(worker, new Ear(), new Ear());

        manager.transport
                .open(worker.id, "agent.logs", manager.loop(), new Ear())
                .send(bytes("wanted"));

        assertEquals("wanted", logs.next());
        assertEquals(isManagerB(), logs.channel.caller());
    }

    @Test
    void A7_talksToNoWorkerThatPosesAsAManager() {
        manager.shows(authority, "c", NodeRole.WORKER);
        ask(manager, manager, "ca.root", bytes("it has been shown"));
        other.shows(authority, "c", NodeRole.MANAGER);

        assertEquals(
                Reason.UNREACHABLE, failure(ask(other, manager, COMMAND, bytes("x"))).reason());
    }

    @Test
    void A8_talksToNobodyOfAnotherClusterOfTheSameRoot() {
        other.shows(authority, "d", NodeRole.MANAGER);
        echoes(manager, COMMAND);

        assertEquals(
                Reason.UNREACHABLE, failure(ask(other, manager, COMMAND, bytes("x"))).reason());
    }

    @Test
    void closesChannelsAtOnceWhenTheConnectionEnds() throws Exception {
        var near = new Ear();
        var far = new Ear();
        session(worker, near, far);

        worker.transport.unbind(worker.plug);

        assertTrue(far.next().startsWith("closed: "));
        assertTrue(near.next().startsWith("closed: "));
    }

    @Test
    void talksAgainWhenAnotherPlugTakesOver() {
        echoes(manager, "ca.root");
        assertEquals("x", text(ask(worker, manager, "ca.root", bytes("x"))));

        worker.transport.unbind(worker.plug);
        worker.transport.bind(worker.plug);

        assertEquals("y", text(untilAnswered(worker, bytes("y"))));
    }

    @Test
    void cutsOffWhoTheGuardDoesNotAdmitAnyMore() throws Exception {
        var admits = new AtomicBoolean(true);
        manager.transport.guard(caller -> admits.get() || !worker.id.equals(caller.node()));
        var near = new Ear();
        session(worker, near, new Ear());

        admits.set(false);

        assertTrue(near.next().startsWith("closed: "));
        failure(ask(worker, manager, "ca.root", bytes("x")));
    }

    @Test
    void keepsChannelsWhenACertificateIsRenewedAndShowsTheNewOneOnNewOnes() throws Exception {
        var far = new Ear();
        var channel = session(worker, new Ear(), far);
        var newer = new Ear();

        worker.shows(authority, "c", NodeRole.MANAGER);
        var second = worker.transport.open(manager.id, SESSION, worker.loop(), new Ear());
        far.next = newer;
        second.send(bytes("new"));
        channel.send(bytes("old"));

        assertEquals("new", newer.next());
        assertEquals("old", far.next());
        assertEquals(Role.MANAGER, newer.channel.caller().role());
        assertEquals(Role.WORKER, far.channel.caller().role());
    }

    @Test
    void TRN_2_refusesFramesWhenTheOtherEndDoesNotReadAndNothingIsLost() throws Exception {
        var gate = new CompletableFuture<Void>();
        var far = new Ear();
        var channel = session(worker, new Ear(), far);
        manager.loop().execute(gate::join);

        int taken = 0;
        while (channel.send(bytes("" + taken))) {
            taken++;
        }
        gate.complete(null);

        assertTrue(taken > 900 && taken <= 1_024, "taken " + taken);
        for (int i = 0; i < taken; i++) {
            assertEquals("" + i, far.next());
        }
    }

    @Test
    void answersAStrangerWhoTrustsTheCertificate() {
        var stranger = worker.transport;

        var answer =
                stranger.ask(
                        manager.address(),
                        chain -> chain.get(0).getSubjectX500Principal().getName().contains("CN=b"),
                        "ca.root",
                        bytes("root?"),
                        PATIENCE);

        assertEquals("root?", text(answer.toCompletableFuture()));
    }

    @Test
    void saysNothingToAnAddressThatIsNotTrusted() {
        var asked = new AtomicBoolean();
        manager.transport.answer(
                "ca.request",
                manager.loop(),
                (caller, question) -> {
                    asked.set(true);
                    return done(question);
                });

        var answer =
                worker.transport.ask(
                        manager.address(), chain -> false, "ca.request", bytes("token"), PATIENCE);

        assertEquals(Reason.UNREACHABLE, failure(answer.toCompletableFuture()).reason());
        assertFalse(asked.get());
    }

    @Test
    void refusesAStrangerWhatOnlyNodesMaySay() {
        echoes(manager, COMMAND);

        var answer =
                worker.transport.ask(
                        manager.address(), chain -> true, COMMAND, bytes("x"), PATIENCE);

        assertEquals(Reason.REFUSED, failure(answer.toCompletableFuture()).reason());
    }

    private Caller isManager() {
        return new Caller(other.id, Role.MANAGER, "127.0.0.1");
    }

    private Caller isManagerB() {
        return new Caller(manager.id, Role.MANAGER, "127.0.0.1");
    }

    private static void echoes(Peer peer, String kind) {
        try {
            peer.transport.answer(kind, peer.loop(), (caller, question) -> done(question));
        } catch (IllegalStateException already) {
            // it answers this kind
        }
    }

    /** Opens a session that is known to be up. */
    private Channel session(Peer from, Ear near, Ear far) throws InterruptedException {
        manager.transport.serve(SESSION, manager.loop(), channel -> far.on(channel));
        var channel = from.transport.open(manager.id, SESSION, from.loop(), near);
        channel.send(bytes("hello"));
        assertEquals("hello", far.next());
        return channel;
    }

    /** Listening begins in the background. */
    private void awaitListening() {
        untilAnswered(worker, bytes("x")).join();
        untilAnswered(other, bytes("x")).join();
    }

    private CompletableFuture<byte[]> untilAnswered(Peer from, byte[] question) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = ask(from, manager, "ca.root", question);
            if (!answer.isCompletedExceptionally()) {
                return answer;
            }
            Thread.yield();
        }
        throw new IllegalStateException("it does not answer");
    }

    private static CompletableFuture<byte[]> ask(Peer from, Peer to, String kind, byte[] question) {
        var answer = from.transport.ask(to.id, kind, question, PATIENCE).toCompletableFuture();
        answer.handle((bytes, failure) -> 0).join();
        return answer;
    }

    private static TalkException failure(CompletableFuture<byte[]> answer) {
        return (TalkException) assertThrows(CompletionException.class, answer::join).getCause();
    }

    private static String text(CompletableFuture<byte[]> answer) {
        return new String(answer.join(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static CompletionStage<byte[]> done(byte[] bytes) {
        return CompletableFuture.completedFuture(bytes);
    }

    /** What is heard at an end. */
    private static final class Ear implements ChannelSink {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private volatile Channel channel;
        private volatile Ear next;

        private ChannelSink on(Channel accepted) {
            var ear = next == null ? this : next;
            ear.channel = accepted;
            return ear;
        }

        private String next() throws InterruptedException {
            var word = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return word == null ? "silence" : word;
        }

        @Override
        public void frame(byte[] frame) {
            heard.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(String reason) {
            heard.add("closed: " + reason);
        }
    }
}
