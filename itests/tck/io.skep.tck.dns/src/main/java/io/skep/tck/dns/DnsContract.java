package io.skep.tck.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Question.Kind;
import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every resolver must do. A test's name says the rule it checks.
 *
 * <p>To judge a resolver, extend this and say how it is {@linkplain #resolver made}.
 */
public abstract class DnsContract {

    private static final List<String> NAMES =
            List.of("web", "db", "odd", "shop", "tasks.web", "tasks.db", "tasks.odd", "nobody");

    /** For subclasses. */
    protected DnsContract() {}

    /** A resolver as the OSGi registry would have it: each call may make another one. */
    protected abstract Resolver resolver();

    @Test
    void DNS_1_answersEqualQuestionsEqually() {
        var one = resolver().zone(Scopes.usual());
        var another = resolver().zone(Scopes.usual());

        for (var name : NAMES) {
            for (var kind : Kind.values()) {
                for (long turn = 0; turn < 7; turn++) {
                    var question = new Question(name, kind, turn);
                    var first = one.answer(question);
                    assertEquals(first, another.answer(question), question.toString());
                    assertEquals(first, one.answer(question), question.toString());
                }
            }
        }
    }

    @Test
    void DNS_2_answersWithAddressesOfTheNetworkOnly() {
        var zone = resolver().zone(Scopes.usual());
        var known = new HashSet<>(Set.of(Scopes.VIRTUAL, "10.0.9.201"));
        Scopes.usual()
                .endpoints()
                .forEach(endpoint -> known.add(endpoint.addresses().get(0).replace("/24", "")));

        for (var name : NAMES) {
            assertTrue(known.containsAll(ask(zone, name, 0)), name);
        }
    }

    @Test
    void DNS_3_knowsANameAlsoWhenAskedForSomethingElse() {
        var zone = resolver().zone(Scopes.usual());

        for (var name : List.of("web", "db", "tasks.web")) {
            assertEquals(Answer.EMPTY, zone.answer(new Question(name, Kind.IPV6, 0)), name);
            assertEquals(Answer.EMPTY, zone.answer(new Question(name, Kind.OTHER, 0)), name);
        }
    }

    @Test
    void DNS_3_doesNotKnowNamesThatNobodyHas() {
        var zone = resolver().zone(Scopes.usual());

        for (var kind : Kind.values()) {
            assertEquals(Answer.UNKNOWN, zone.answer(new Question("nobody", kind, 0)));
        }
    }

    @Test
    void DNS_4_namesOnlyWhoServes() {
        var zone = resolver().zone(Scopes.usual());

        for (var name : NAMES) {
            var led = ask(zone, name, 0);
            assertTrue(!led.contains(Scopes.STARTING) && !led.contains(Scopes.LEAVING), name);
        }
        var pointed = zone.answer(new Question(Scopes.LEAVING, Kind.POINTER, 0));
        assertEquals(Answer.UNKNOWN, pointed);
    }

    @Test
    void DNS_4_leadsToEverybodyWhoServes() {
        var zone = resolver().zone(Scopes.usual());

        assertEquals(Set.of("10.0.9.1", "10.0.9.2"), Set.copyOf(ask(zone, "tasks.web", 0)));
        assertNotEquals(List.of(), ask(zone, "web", 0));
    }

    @Test
    void DNS_5_letsEachAddressComeFirstEquallyOften() {
        var zone = resolver().zone(Scopes.usual());
        var first = new TreeMap<String, Integer>();

        for (long turn = 0; turn < 300; turn++) {
            first.merge(ask(zone, "tasks.db", turn).get(0), 1, Integer::sum);
        }

        assertEquals(List.of(100, 100, 100), List.copyOf(first.values()));
    }

    @Test
    void DNS_6_answersLargeNetworksInTime() {
        var large = Scopes.large(20_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    var zone = resolver().zone(large);
                    for (int turn = 0; turn < 100_000; turn++) {
                        ask(zone, "s" + turn % 1000, turn);
                    }
                });
    }

    @Test
    void DNS_7_makesOfAChangeWhatItMakesAnew() {
        for (long seed = 0; seed < 50; seed++) {
            var resolver = resolver();
            var history = new Histories(seed);
            var before = history.next();
            var zone = resolver.zone(before);
            for (int step = 0; step < 30; step++) {
                var now = history.next();

                zone = resolver.zone(now, before, zone);

                assertSame(resolver.zone(now), zone, "seed " + seed + " step " + step);
                before = now;
            }
        }
    }

    private static void assertSame(Zone expected, Zone zone, String when) {
        var names = new ArrayList<>(NAMES);
        names.addAll(List.of("web.1", "db.0", "web.1.t3", "box3", "web.back", "tasks.shop"));
        for (int last = 0; last < 15; last++) {
            names.addAll(List.of("10.0.9." + last, "10.0.9." + (200 + last % 3)));
        }
        for (var name : names) {
            for (var kind : Kind.values()) {
                var question = new Question(name, kind, 1);
                assertEquals(said(expected, question), said(zone, question), when + " " + question);
            }
        }
    }

    /** The order is DNS-5's. */
    private static Object said(Zone zone, Question question) {
        var answer = zone.answer(question);
        return answer instanceof Answer.Addresses found ? Set.copyOf(found.addresses()) : answer;
    }

    private static List<String> ask(Zone zone, String name, long turn) {
        return zone.answer(new Question(name, Kind.IPV4, turn)) instanceof Answer.Addresses found
                ? found.addresses()
                : List.of();
    }
}
