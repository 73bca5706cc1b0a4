package io.skep.tck.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.NetworkSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every balancer must do, with real connections on a real kernel. A test's name says the rule
 * it checks.
 *
 * <p>To judge a balancer, extend this and say how it is {@linkplain #balancer made} for a node.
 */
@Timeout(120)
public abstract class BalancerContract {

    private static final String VIRTUAL = "10.50.0.200";
    private static final String OTHER = "10.50.0.201";
    private static final String FIRST = "10.50.0.2";
    private static final String SECOND = "10.50.0.3";
    private static final String THIRD = "10.50.0.4";
    private static final String AT_THE_DOOR = "10.60.0.2";
    private static final String NEXT_DOOR = "10.60.0.3";
    private static final int HTTP = 80;
    private static final int PUBLISHED = 8080;

    /** Enough for each of three to be called, however they are chosen. */
    private static final int CALLS = 20;

    /** Enough to notice one that is called every other time. */
    private static final int SOME = 8;

    private static final int CHANGES = 20;

    /** How long it may take until what somebody removed is there again. */
    private static final Duration IN_TIME = Duration.ofSeconds(4);

    /** The directory of this test. */
    @TempDir Path directory;

    private Street street;
    private Stand stand;
    private Services services;

    /** For JUnit, which fills the rest before each test. */
    @SuppressWarnings("NullAway.Init")
    protected BalancerContract() {}

    /**
     * A balancer that works on this host as its own node would. Each call makes another one.
     *
     * @param context what it is opened with; settings are empty
     */
    protected abstract Balancer balancer(Host host, PlugContext<NetworkSink> context);

    @BeforeEach
    final void begin() {
        assumeTrue(Site.missing().isEmpty(), Site.missing());
        street = Street.shared();
        stand = new Stand(directory);
        services = new Services(street.host().address());
    }

    @AfterEach
    final void end() {
        if (stand != null) {
            stand.close();
            street.tidy();
        }
    }

    @Test
    void BAL_1_leadsToTasksFromInsideAndOutside() {
        services.service("web", VIRTUAL).published("shop", PUBLISHED, HTTP);
        services.task("web", FIRST, Traffic.SERVING).task("web", SECOND, Traffic.SERVING);
        services.task("shop", AT_THE_DOOR, Traffic.SERVING);

        balance(working());

        assertEquals(Set.of(FIRST, SECOND), called(VIRTUAL, CALLS));
        assertEquals(Set.of(AT_THE_DOOR), calledOutside());
    }

    @Test
    void BAL_1_knowsTheLastWishOnly() {
        var balancer = working();
        services.service("web", VIRTUAL).task("web", FIRST, Traffic.SERVING);
        services.service("db", OTHER).task("db", SECOND, Traffic.SERVING);
        balance(balancer);

        services.without("web").without("db");
        services.service("db", OTHER).task("db", THIRD, Traffic.SERVING);
        balance(balancer);

        assertUnanswered();
        assertEquals(Set.of(THIRD), called(OTHER, SOME));
    }

    @Test
    void BAL_1_removesEverythingWhenNothingIsWished() {
        var before = seen();
        var balancer = working();
        balance(balancer, busy());
        assertNotEquals(before, seen());

        stand.ask(() -> balancer.balance(Services.NODE, Wiring.EMPTY, new TreeMap<>()));

        assertEquals(before, seen());
    }

    @Test
    void BAL_1_hasNoRulesForNetworksThatAreNotReady() {
        services.service("web", VIRTUAL).task("web", FIRST, Traffic.SERVING);
        services.published("shop", PUBLISHED, HTTP).task("shop", AT_THE_DOOR, Traffic.SERVING);
        var ready = services.links();
        ready.remove(new NetworkId(Services.INNER));

        balance(working(), services.wish(), ready);

        assertUnanswered();
        assertEquals(Set.of(AT_THE_DOOR), calledOutside());
    }

    @Test
    void BAL_2_leadsNewConnectionsToServingEndpointsOnly() {
        services.service("web", VIRTUAL).published("shop", PUBLISHED, HTTP);
        services.task("web", SECOND, Traffic.SERVING);
        services.task("shop", NEXT_DOOR, Traffic.SERVING);
        var balancer = working();

        for (var traffic : Traffic.values()) {
            if (traffic != Traffic.SERVING) {
                services.task("web", FIRST, traffic).task("shop", AT_THE_DOOR, traffic);
                balance(balancer);

                assertEquals(Set.of(SECOND), called(VIRTUAL, SOME), traffic::name);
                assertEquals(Set.of(NEXT_DOOR), calledOutside(), traffic::name);
            }
        }
    }

    @Test
    void BAL_2_leadsNowhereWhenNobodyServes() {
        services.service("web", VIRTUAL).task("web", FIRST, Traffic.LEAVING);

        balance(working());

        assertUnanswered();
    }

    @Test
    void BAL_2_letsOpenConnectionsToWhoLeavesGoOn() {
        var balancer = working();
        services.service("web", VIRTUAL).task("web", FIRST, Traffic.SERVING);
        balance(balancer);
        var open = street.open(Street.CALLER, VIRTUAL);
        street.goesOn(open, "early");

        services.task("web", FIRST, Traffic.LEAVING).task("web", SECOND, Traffic.SERVING);
        balance(balancer);

        assertEquals(Set.of(SECOND), called(VIRTUAL, SOME));
        street.goesOn(open, "late");
    }

    @Test
    void BAL_3_changesNothingWhenItIsSo() {
        var balancer = working();
        balance(balancer, busy());
        var before = same();

        balance(balancer, busy());

        assertEquals(before, same());
    }

    @Test
    void BAL_3_makesAgainWhatSomebodyRemoved() {
        var balancer = working();
        balance(balancer, busy());
        var before = seen();
        street.flush();
        assertNotEquals(before, seen());

        balance(balancer, busy());

        Eventually.equal(before, IN_TIME, this::seen);
        assertEquals(Set.of(FIRST, SECOND), called(VIRTUAL, CALLS));
        assertEquals(Set.of(AT_THE_DOOR), calledOutside());
    }

    @Test
    void BAL_3_isNeverWithoutRules() {
        var balancer = working();
        balance(balancer, busy());
        var calls = street.callOn(Street.CALLER, VIRTUAL, HTTP);

        for (int change = 0; change < CHANGES; change++) {
            services.task("web", SECOND, change % 2 == 0 ? Traffic.REACHABLE : Traffic.SERVING);
            services.service("db" + change, OTHER).without("db" + (change - 1));
            balance(balancer);
        }

        assertAllAnsweredAtOnce(calls);
    }

    @Test
    void BAL_4_keepsEverythingWhenItIsClosedAndAnotherTakesOver() {
        var before = seen();
        var balancer = working();
        balance(balancer, busy());
        var made = seen();
        var open = street.open(Street.CALLER, VIRTUAL);
        street.goesOn(open, "early");
        var calls = street.callOn(Street.CALLER, VIRTUAL, HTTP);

        stand.close(balancer);
        street.await(calls, 3);
        assertEquals(made, seen());
        var next = working();
        balance(next, busy());
        street.await(calls, 3);

        assertEquals(made, seen());
        assertAllAnsweredAtOnce(calls);
        street.goesOn(open, "late");
        services.task("web", THIRD, Traffic.SERVING);
        balance(next);
        assertEquals(Set.of(FIRST, SECOND, THIRD), called(VIRTUAL, CALLS));
        stand.ask(() -> next.balance(Services.NODE, Wiring.EMPTY, new TreeMap<>()));
        assertEquals(before, seen());
    }

    /** Two tasks behind an address, and one behind a port. */
    private Wiring busy() {
        services.service("web", VIRTUAL).published("shop", PUBLISHED, HTTP);
        services.task("web", FIRST, Traffic.SERVING).task("web", SECOND, Traffic.SERVING);
        return services.task("shop", AT_THE_DOOR, Traffic.SERVING).wish();
    }

    private Balancer working() {
        return stand.activate(balancer(street.host(), stand.context(Map.of())));
    }

    private void balance(Balancer balancer) {
        balance(balancer, services.wish());
    }

    private void balance(Balancer balancer, Wiring wish) {
        balance(balancer, wish, services.links());
    }

    private void balance(Balancer balancer, Wiring wish, SortedMap<NetworkId, Link> links) {
        stand.ask(() -> balancer.balance(Services.NODE, wish, links));
    }

    private void assertUnanswered() {
        assertEquals(List.of("none"), street.call(Street.CALLER, VIRTUAL, HTTP, 1));
    }

    private void assertAllAnsweredAtOnce(Street.Calls calls) {
        assertEquals(Set.of(FIRST, SECOND), new TreeSet<>(street.enough(calls)));
        assertEquals(0, street.lost(calls));
    }

    private Set<String> called(String address, int times) {
        return new TreeSet<>(street.call(Street.CALLER, address, HTTP, times));
    }

    private Set<String> calledOutside() {
        return new TreeSet<>(street.call(Street.OUTSIDE, Street.DOOR, PUBLISHED, SOME));
    }

    private String seen() {
        return Lab.seen(street.host(), "");
    }

    private String same() {
        return Lab.seen(street.host(), "same");
    }
}
