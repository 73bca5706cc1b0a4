package io.skep.dns.engine.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioEventLoopGroup;
import io.skep.dns.engine.internal.Client;
import io.skep.dns.engine.internal.Samples;
import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.engine.internal.upstream.Upstream;
import io.skep.dns.engine.internal.zone.Cartographer;
import io.skep.dns.engine.internal.zone.Residents;
import io.skep.dns.zone.internal.ZoneResolver;
import io.skep.model.TaskId;
import io.skep.seam.system.SystemSeams;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback, asked by the client that comes with the JDK. */
class PortsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir Path folder;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final List<Ears> all = new ArrayList<>();
    private SystemSeams seams;

    @BeforeEach
    void open() {
        seams = new SystemSeams(folder, 4);
    }

    @AfterEach
    void close() {
        all.forEach(Ears::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        seams.close();
    }

    @Test
    void answersWithAddressesInTurn() throws Exception {
        var port = serving(back(3), nobody());

        var first = new TreeSet<String>();
        for (int i = 0; i < 3; i++) {
            first.add(Client.ask(port, "tasks.db", "A").get(0));
        }

        assertEquals(Set.of("10.0.1.2", "10.0.1.3", "10.0.1.4"), first);
        assertEquals(List.of("10.0.1.200"), Client.ask(port, "db", "A"));
    }

    @Test
    void answersPointers() throws Exception {
        var port = serving(back(1), nobody());

        assertEquals(List.of("db.back."), Client.ask(port, "200.1.0.10.in-addr.arpa", "PTR"));
    }

    @Test
    void aNameWithoutAddressesOfThatKindIsNoError() throws Exception {
        var port = serving(back(1), nobody());

        assertEquals(List.of(), Client.ask(port, "db", "AAAA"));
    }

    @Test
    void whatDoesNotFitComesByTcp() throws Exception {
        var port = serving(back(200), nobody());

        assertEquals(200, Client.ask(port, "tasks.db", "A").size());
    }

    @Test
    void asksAbroadForWhatNobodyKnows() throws Exception {
        var abroad = serving(far(), nobody());
        var port = serving(back(1), upstream(abroad, "127.0.0.1"));

        assertEquals(List.of("192.0.2.7"), Client.ask(port, "far.example", "A"));
        assertThrows(NameNotFoundException.class, () -> Client.ask(port, "nowhere", "A"));
    }

    @Test
    void asksTheNextServerWhenOneIsSilent() throws Exception {
        var abroad = serving(far(), nobody());
        try (var silent = new java.net.DatagramSocket(abroad, InetAddress.getByName("127.0.0.2"))) {
            assertTrue(silent.isBound());
            var port = serving(back(1), upstream(abroad, "127.0.0.2", "127.0.0.1"));

            assertEquals(List.of("192.0.2.7"), Client.ask(port, "far.example", "A"));
        }
    }

    @Test
    void asksTheNextServerWhenOneFailsAndKeepsItsWordWhenItWasTheLast() throws Exception {
        var abroad = serving(far(), nobody());
        try (var broken = Broken.at("127.0.0.2", abroad)) {
            var port = serving(back(1), upstream(abroad, "127.0.0.2", "127.0.0.1"));
            assertEquals(List.of("192.0.2.7"), Client.ask(port, "far.example", "A"));
            assertEquals(1, broken.questions());

            var last = serving(back(1), upstream(abroad, "127.0.0.2"));
            assertThrows(ServiceUnavailableException.class, () -> Client.ask(last, "nowhere", "A"));
        }
    }

    @Test
    void aTasksOwnServersAreAskedForWhatNobodyKnowsAndForNothingElse() throws Exception {
        var abroad = serving(far(), nobody());
        try (var machines = Broken.at("127.0.0.2", abroad)) {
            var upstream = upstream(abroad, "127.0.0.2");
            var back = back(1).task("back", "asks", 1, HERE.getHostAddress());
            var port = serving(back, upstream, own("asks-1", HERE));
            assertEquals(List.of("192.0.2.7"), Client.ask(port, "far.example", "A"));
            assertEquals(List.of("10.0.1.200"), Client.ask(port, "db", "A"));
            assertEquals(0, machines.questions());

            var other = serving(back, upstream, own("db-1", HERE));
            assertThrows(
                    ServiceUnavailableException.class, () -> Client.ask(other, "far.example", "A"));
            assertEquals(1, machines.questions());
        }
    }

    @Test
    void aTasksOwnServersAreAskedInTheirOrder() throws Exception {
        var abroad = serving(far(), nobody());
        try (var broken = Broken.at("127.0.0.2", abroad)) {
            var first = InetAddress.getByName("127.0.0.2");
            var back = back(1).task("back", "asks", 1, HERE.getHostAddress());
            var port = serving(back, upstream(abroad), own("asks-1", first, HERE));

            assertEquals(List.of("192.0.2.7"), Client.ask(port, "far.example", "A"));
            assertEquals(1, broken.questions());
        }
    }

    private static Samples far() {
        return new Samples()
                .network("x")
                .service("x", "far.example", "192.0.2.7")
                .task("x", "far.example", 1, "192.0.2.8");
    }

    private static Residents own(String task, InetAddress... servers) {
        return new Residents(Map.of(new TaskId(task), List.of(servers)));
    }

    @Test
    void tellsAtOnceThatNobodyAnswersAbroad() throws Exception {
        var port = serving(back(1), nobody());

        assertThrows(NameNotFoundException.class, () -> Client.ask(port, "nowhere", "A"));
        assertThrows(ServiceUnavailableException.class, () -> Client.ask(port, "far.example", "A"));
    }

    @Test
    void letsNobodyAskForEverything() throws Exception {
        var port = serving(back(1), nobody());

        assertThrows(NamingException.class, () -> Client.ask(port, "db", "ANY"));
    }

    @Test
    void listensOnNothingThatIsNotWantedAnyMore() throws Exception {
        var ears = new Ears(loops, new Desk(nobody()), 0);
        all.add(ears);
        awaitListening(ears);

        listen(ears, Set.of());

        assertEquals(0, ears.port(HERE));
    }

    private boolean listen(Ears ears, Set<InetAddress> wanted) throws Exception {
        return ears.listen(seams.workers(), wanted).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Samples back(int tasks) {
        var back = new Samples().network("back").service("back", "db", "10.0.1.200");
        for (int i = 1; i <= tasks; i++) {
            back.task("back", "db", i, "10.0.1." + (i + 1));
        }
        return back;
    }

    private int serving(Samples samples, Upstream upstream) throws Exception {
        return serving(samples, upstream, Residents.NONE);
    }

    private int serving(Samples samples, Upstream upstream, Residents residents) throws Exception {
        var desk = new Desk(upstream);
        var network = samples.wiring().spans().firstKey().value().substring("id-".length());
        desk.use(
                new Cartographer(Samples.SELF)
                        .draw(
                                samples.wiring(),
                                List.of(Samples.link(network, HERE.getHostAddress())),
                                residents,
                                Optional.of(new Resolvers.Choice(new ZoneResolver(), 1))));
        var ears = new Ears(loops, desk, 0);
        all.add(ears);
        awaitListening(ears);
        return ears.port(HERE);
    }

    /** A port that is free for UDP may be taken for TCP; then it is asked again, as duties do. */
    private void awaitListening(Ears ears) throws Exception {
        for (int tries = 1; !listen(ears, Set.of(HERE)); tries++) {
            assertTrue(tries < 10, "no port is free");
        }
    }

    private Upstream nobody() {
        return Upstream.of(
                loops,
                folder.resolve("absent"),
                Set::of,
                new Upstream.Asking(53, Duration.ofSeconds(2)));
    }

    private Upstream upstream(int port, String... servers) throws Exception {
        var lines = new ArrayList<String>(List.of("# servers", "search example"));
        for (var server : servers) {
            lines.add("nameserver " + server);
        }
        var file = Files.write(folder.resolve("resolv.conf." + port), lines);
        return Upstream.of(loops, file, Set::of, new Upstream.Asking(port, Duration.ofMillis(500)));
    }
}
