package io.skep.dns.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.spi.Resolver;
import io.skep.dns.zone.internal.ZoneResolver;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NetworkId;
import io.skep.seam.system.SystemSeams;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine on loopback. */
class DnsEngineTest {

    private static final Resolver ZONE = new ZoneResolver();

    @TempDir Path folder;

    private final MemorySlice slice = new MemorySlice();
    private final Resolvers resolvers = new Resolvers();
    private SystemSeams seams;
    private DnsEngine engine;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = freePort();
        seams = new SystemSeams(folder, 4);
        resolvers.bind(ZONE, "zone", "1");
        engine = new DnsEngine(context(), slice, resolvers);
        engine.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        engine.stop(Duration.ofSeconds(5)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        seams.close();
    }

    @Test
    void answersOnANetworkAsSoonAsItIsThereAndNoLonger() {
        slice.wire(web("10.0.1.2").wiring());
        assertThrows(NamingException.class, this::ask, "nobody listens yet");

        link();
        eventually(List.of("10.0.1.2"));

        slice.linked(new TreeMap<>());
        eventuallyFails();
    }

    @Test
    void followsTheTasks() {
        link();
        slice.wire(web("10.0.1.2").wiring());
        eventually(List.of("10.0.1.2"));

        slice.wire(web("10.0.1.3").wiring());

        eventually(List.of("10.0.1.3"));
    }

    @Test
    void goesOnForAWhileWithoutAResolverThenAsksToComeAgainAndGoesOnWithTheNext() {
        link();
        slice.wire(web("10.0.1.2").wiring());
        eventually(List.of("10.0.1.2"));

        resolvers.unbind(ZONE);
        engine.changed();
        assertEquals(List.of("10.0.1.2"), answer());
        eventuallyFails();

        resolvers.bind(new ZoneResolver(), "zone", "2");
        engine.changed();
        eventually(List.of("10.0.1.2"));
        assertEquals("live", resolvers.rows("zone").get(0).state());
    }

    @Test
    void theResolverThatCameLastTakesOverWithoutAGap() {
        link();
        slice.wire(web("10.0.1.2").wiring());
        eventually(List.of("10.0.1.2"));

        resolvers.bind(scope -> question -> ZONE.zone(scope).answer(question), "zone", "2");
        engine.changed();
        resolvers.unbind(ZONE);
        engine.changed();

        assertEquals(List.of("10.0.1.2"), answer());
    }

    private static Samples web(String address) {
        return new Samples()
                .network("back")
                .service("back", "web", "")
                .task("back", "web", 1, address);
    }

    private void link() {
        slice.linked(
                new TreeMap<>(Map.of(new NetworkId("id-back"), Samples.link("back", "127.0.0.1"))));
    }

    private List<String> ask() throws NamingException {
        return Client.ask(port, "web", "A");
    }

    private List<String> answer() {
        try {
            return ask();
        } catch (NamingException none) {
            return List.of();
        }
    }

    private void eventually(List<String> expected) {
        await(() -> answer().equals(expected), () -> expected + " is not " + answer());
    }

    private void eventuallyFails() {
        await(
                () -> {
                    try {
                        ask();
                        return false;
                    } catch (NamingException expected) {
                        return true;
                    }
                },
                () -> "is still answered");
    }

    private static void await(Callable<Boolean> condition, Callable<String> otherwise) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    fail(otherwise.call());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private DutyContext context() {
        return new DutyContext(
                Samples.SELF,
                new ClusterId("c1"),
                seams,
                folder,
                Map.of(
                        "dns.port",
                        Integer.toString(port),
                        "dns.resolv",
                        folder.resolve("absent").toString()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
