package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.NodeRole;
import io.skep.tck.transport.Authority;
import io.skep.tck.transport.Post;
import io.skep.tck.transport.Post.Inbox;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.netty.internal.NettyCarrierProvider;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.Line;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has no right, and does not stop, against a manager's real listener. Source: 3.4, A rows. */
@Timeout(60)
class IntruderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COMMAND = "control.command";
    private static final String SESSION = "agent.session";
    private static final byte OPEN = 0;
    private static final byte DATA = 1;

    @TempDir private Path directory;
    private final Authority authority = Authority.create();
    private final BlockingQueue<Channel> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Caller> strangers = new LinkedBlockingQueue<>();
    private Peer manager;
    private Peer worker;

    @BeforeEach
    void begin() {
        manager = new Peer("m", directory).shows(authority, "c", NodeRole.MANAGER);
        worker = new Peer("w", directory).shows(authority, "c", NodeRole.WORKER).knows(manager);
        manager.transport.answer(
                "ca.root",
                manager.loop(),
                (caller, question) -> {
                    strangers.add(caller);
                    return CompletableFuture.completedFuture(question);
                });
        manager.transport.serve(SESSION, manager.loop(), this::accepted);
        await(true);
    }

    @AfterEach
    void end() {
        manager.close();
        worker.close();
    }

    private ChannelSink accepted(Channel channel) {
        sessions.add(channel);
        return hears(ends);
    }

    private static ChannelSink hears(BlockingQueue<String> ends) {
        return new ChannelSink() {
            @Override
            public void frame(byte[] frame) {
                // nothing is said back
            }

            @Override
            public void closed(String reason) {
                ends.add(reason);
            }
        };
    }

    @Test
    void A1_whoAsksIsKnownByItsAddress() throws Exception {
        strangers.clear();
        worker.transport
                .ask(manager.address(), chain -> true, "ca.root", new byte[] {1}, PATIENCE)
                .toCompletableFuture()
                .join();

        assertEquals(new Caller(null, Role.STRANGER, "127.0.0.1"), strangers.take());
    }

    @Test
    void A9_cutsTheStreamOfARemovedNodeInTimeAndThenLogsItOnce() throws Exception {
        var admits = new AtomicBoolean(true);
        manager.transport.guard(caller -> admits.get() || !worker.id.equals(caller.node()));
        worker.transport.open(
                manager.id, SESSION, worker.loop(), hears(new LinkedBlockingQueue<>()));
        sessions.take();

        long begun = System.nanoTime();
        admits.set(false);
        ends.take();
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "cut too late");

        var said =
                said(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                assertFalse(answered(), "it was served");
                            }
                        });
        assertEquals(1, said.stream().filter(line -> line.contains("is not admitted")).count());
    }

    @Test
    void A9_cutsTheStreamOfADemotedManagerInTime() throws Exception {
        var demoted = new AtomicBoolean();
        worker.shows(authority, "c", NodeRole.MANAGER);
        manager.transport.guard(from -> !demoted.get() || from.role() != Role.MANAGER);
        manager.transport.answer(
                COMMAND,
                manager.loop(),
                (caller, question) -> CompletableFuture.completedFuture(question));
        worker.transport.open(
                manager.id, SESSION, worker.loop(), hears(new LinkedBlockingQueue<>()));
        sessions.take();
        assertTrue(answered(COMMAND), "a manager is not served");

        long begun = System.nanoTime();
        demoted.set(true);
        ends.take();

        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "cut too late");
        assertFalse(answered(COMMAND), "it was served");
    }

    @Test
    void A12_cutsOffWhoBreaksTheRulesLogsItOnceAndServesOthers() throws Exception {
        var said =
                said(
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                breaksTheRules();
                            }
                        });

        assertEquals(1, said.stream().filter(line -> line.contains("cut:")).count(), "" + said);
        await(true);
    }

    private void breaksTheRules() throws Exception {
        try (var stranger = Post.working(new NettyCarrierProvider(), Optional.empty())) {
            var line = stranger.dial(manager.address(), As.STRANGER);
            var inbox = Inbox.of(line);
            line.send(parcel((byte) 77, 1, "junk"));
            inbox.end();
        }
    }

    @Test
    void A13_whoNeverReadsFillsNothingAndKeepsNobodyWaiting() throws Exception {
        var identity = authority.node("c", "deaf", "swarm-worker");
        try (var deaf = Post.working(new NettyCarrierProvider(), Optional.of(identity))) {
            Line line = deaf.dial(manager.address(), As.NODE);
            line.send(parcel(OPEN, 1, SESSION));
            var channel = sessions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            long sent = 0;
            var frame = new byte[64 * 1024];
            while (channel.send(frame) && sent < 1L << 30) {
                sent += frame.length;
            }

            assertTrue(sent <= 64L << 20, sent + " bytes wait for who never reads");
            assertTrue(answered(), "others are not served");
        }
    }

    @Test
    void A12_cutsOffWhoSendsMoreThanItMay() throws Exception {
        var gate = new CompletableFuture<Void>();
        var identity = authority.node("c", "pushy", "swarm-worker");
        try (var pushy = Post.working(new NettyCarrierProvider(), Optional.of(identity))) {
            var line = pushy.dial(manager.address(), As.NODE);
            var inbox = Inbox.of(line);
            line.send(parcel(OPEN, 1, SESSION));
            sessions.take();
            manager.loop().execute(gate::join);

            for (int i = 0; i < 2_000; i++) {
                line.send(parcel(DATA, 1, "more"));
            }

            assertFalse(inbox.end().isEmpty());
        } finally {
            gate.complete(null);
        }
        assertTrue(answered(), "others are not served");
    }

    @Test
    void A14_strangersOfOneAddressKeepNobodyElseOut() throws Exception {
        var posts = new ArrayList<Post>();
        try {
            var last = "";
            for (int i = 0; i < 33; i++) {
                var post = Post.working(new NettyCarrierProvider(), Optional.empty());
                posts.add(post);
                var inbox = Inbox.of(post.dial(manager.address(), As.STRANGER));
                last = i < 32 ? "" : inbox.end();
            }
            assertFalse(last.isEmpty(), "more than 32 strangers of one address");

            assertTrue(staysOpen("127.0.0.2"), "a stranger of another address is kept out");
        } finally {
            posts.forEach(Post::close);
        }
    }

    private boolean staysOpen(String from) throws Exception {
        int port = Integer.parseInt(manager.address().split(":")[1]);
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (var plain = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
                var socket = context.getSocketFactory().createSocket(plain, from, port, true)) {
            socket.setSoTimeout(1_000);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException open) {
            return true;
        }
    }

    private static byte[] parcel(byte about, int channel, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + bytes.length)
                .put(about)
                .putInt(channel)
                .put(bytes)
                .array();
    }

    private boolean answered() {
        return answered("ca.root");
    }

    private boolean answered(String kind) {
        return worker.transport
                .ask(manager.id, kind, new byte[] {1}, PATIENCE)
                .toCompletableFuture()
                .handle((bytes, failure) -> failure == null)
                .join();
    }

    private void await(boolean wanted) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (answered() == wanted) {
                return;
            }
            Thread.yield();
        }
        throw new AssertionError("not within " + PATIENCE);
    }

    /** What was logged meanwhile. */
    private static List<String> said(Attack attack) throws Exception {
        var said = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            attack.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Something somebody does. */
    private interface Attack {
        void run() throws Exception;
    }

    /** Who is there does not matter. */
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind) {
            throw new IllegalStateException("nobody is served here");
        }

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind) {
            // whoever it is
        }

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
