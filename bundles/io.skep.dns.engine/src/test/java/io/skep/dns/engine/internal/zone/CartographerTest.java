package io.skep.dns.engine.internal.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dns.engine.internal.Samples;
import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Question.Kind;
import io.skep.dns.zone.internal.ZoneResolver;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CartographerTest {

    private final AtomicInteger made = new AtomicInteger();
    private final Resolvers.Choice resolver =
            new Resolvers.Choice(
                    scope -> {
                        made.incrementAndGet();
                        return new ZoneResolver().zone(scope);
                    },
                    1);
    private final Cartographer cartographer = new Cartographer(Samples.SELF);

    @Test
    void tasksKnowTheNamesOfTheirNetworksOnly() {
        var wiring =
                new Samples()
                        .network("back")
                        .network("front")
                        .service("back", "db", "10.0.1.200")
                        .service("front", "web", "10.0.2.200")
                        .task("back", "db", 1, "10.0.1.2")
                        .task("front", "web", 1, "10.0.2.2")
                        .wiring();

        var directory = draw(wiring);

        assertEquals(addresses("10.0.1.200"), ask(directory, "10.0.1.2", "db"));
        assertEquals(Answer.UNKNOWN, ask(directory, "10.0.1.2", "web"));
        assertEquals(addresses("10.0.2.200"), ask(directory, "10.0.2.2", "web"));
        assertEquals(Answer.UNKNOWN, ask(directory, "10.0.2.2", "db"));
    }

    @Test
    void aTaskOnTwoNetworksKnowsTheNamesOfBothByEachOfItsAddresses() {
        var wiring =
                new Samples()
                        .network("back")
                        .network("front")
                        .service("back", "db", "")
                        .service("front", "web", "10.0.2.200")
                        .task("back", "db", 1, "10.0.1.9")
                        .task("back", "web", 1, "10.0.1.2")
                        .task("front", "web", 1, "10.0.2.2")
                        .wiring();

        var directory = draw(wiring);

        for (var address : List.of("10.0.1.2", "10.0.2.2")) {
            assertEquals(addresses("10.0.1.9"), ask(directory, address, "db"));
            assertEquals(addresses("10.0.2.200"), ask(directory, address, "web"));
        }
    }

    @Test
    void strangersKnowTheNamesOfTheNetworkTheyAskOn() {
        var wiring =
                new Samples()
                        .network("back")
                        .service("back", "db", "10.0.1.200")
                        .task("back", "db", 1, "10.0.1.2", new NodeId("other"))
                        .wiring();

        var directory = draw(wiring);

        assertEquals(addresses("10.0.1.200"), ask(directory, "10.0.1.99", "db"));
    }

    @Test
    void theIngressNetworkHasNoNames() {
        var wiring =
                new Samples()
                        .network("ingress", false, true)
                        .service("ingress", "web", "10.0.1.200")
                        .task("ingress", "web", 1, "10.0.1.2")
                        .wiring();

        assertEquals(Answer.UNKNOWN, ask(draw(wiring), "10.0.1.2", "web"));
    }

    @Test
    void whoIsOnInternalNetworksOnlyIsNotLedAbroad() {
        var wiring =
                new Samples()
                        .network("back", true, false)
                        .network("front")
                        .task("back", "db", 1, "10.0.1.2")
                        .task("back", "web", 1, "10.0.1.3")
                        .task("front", "web", 1, "10.0.2.3")
                        .wiring();

        var directory = draw(wiring);

        assertFalse(asker(directory, "10.0.1.2").abroad());
        assertTrue(asker(directory, "10.0.1.3").abroad());
    }

    @Test
    void zonesOfNetworksThatDidNotChangeAreKept() {
        draw(two("10.0.2.200").wiring());
        assertEquals(2, made.get());

        draw(two("10.0.2.200").wiring());
        assertEquals(2, made.get());

        draw(two("10.0.2.201").wiring());
        assertEquals(3, made.get());
    }

    private static Samples two(String virtual) {
        return new Samples()
                .network("back")
                .network("front")
                .service("front", "web", virtual)
                .task("front", "web", 1, "10.0.2.2");
    }

    private Directory draw(Wiring wiring) {
        return cartographer.draw(
                wiring,
                List.of(Samples.link("back", "10.0.1.1")),
                Residents.NONE,
                Optional.of(resolver));
    }

    private static Answer ask(Directory directory, String from, String name) {
        return asker(directory, from).answer(new Question(name, Kind.IPV4, 0));
    }

    private static Asker asker(Directory directory, String from) {
        return directory.asker(address(from), address("10.0.1.1"));
    }

    private static InetAddress address(String text) {
        return Addresses.parsed(text).orElseThrow();
    }

    private static Answer addresses(String... all) {
        return new Answer.Addresses(List.of(all));
    }
}
