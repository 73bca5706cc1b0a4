package io.skep.tck.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.lifecycle.PlugContext;
import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every network driver must do, on real kernels. A test's name says the rule it checks.
 *
 * <p>To judge a driver, extend this and say how it is {@linkplain #driver made} for a host, and
 * whether it {@linkplain #crosses reaches other nodes}. Interfaces, tables and rules are looked at
 * as they are, so two ways to make a network are both right.
 */
@Timeout(180)
public abstract class NetworkContract {

    /** What was changed in long tables may go unseen that long, by the clock drivers are given. */
    private static final Duration WHILE = Duration.ofMinutes(1);

    /** How long it may take from then on, while it is asked again and again. */
    private static final Duration IN_TIME = Duration.ofSeconds(4);

    /** All that a driver made of a network but for the bridge itself, $1. */
    private static final String CLEAR_TABLES =
            """
            ip neigh flush nud permanent dev "$1"
            bridge fdb show br "$1" | grep ' dst ' | while read -r mac dev port rest; do
              bridge fdb del "$mac" dev "$port" ${rest%permanent} || true
            done
            """;

    private static final String CUT_PORTS =
            """
            for port in $(ip -o link show master "$1" | awk -F '[ @:]+' '{ print $2 }'); do
              ip link del "$port"
            done
            """;

    /** The directory of this test. */
    @TempDir Path directory;

    private final Set<Host> used = ConcurrentHashMap.newKeySet();
    private Lab lab;
    private Stand stand;
    private Host one;

    /** For JUnit, which fills the rest before each test. */
    @SuppressWarnings("NullAway.Init")
    protected NetworkContract() {}

    /**
     * A driver that works on this host as its own node would. Each call makes another one.
     *
     * @param context what it is opened with; settings are empty
     */
    protected abstract NetworkDriver driver(Host host, PlugContext<NetworkSink> context);

    /** Whether it makes networks that other nodes have a part in. */
    protected boolean crosses() {
        return true;
    }

    /** Where it works. */
    protected Lab lab() {
        return Lab.withEngines();
    }

    @BeforeEach
    final void begin() {
        assumeTrue(Site.missing().isEmpty(), Site.missing());
        lab = lab();
        one = lab.hosts().get(0);
        stand = new Stand(directory);
    }

    @AfterEach
    final void end() {
        if (stand != null) {
            stand.close();
            lab.sweep(List.copyOf(used));
        }
    }

    @Test
    void NET_1_makesWhatIsWishedNow() {
        var wishes = new Networks(hosts()).network(1).network(2).endpoint(1, one, 10);
        var member = member(one);
        member.make(wishes.wish());
        var wish = wishes.without(1).network(3).endpoint(3, one, 12).wish();

        var made = member.make(wish);

        assertEquals(ids(2, 3), made.links().keySet());
        assertMadeAsAnew(wish);
    }

    @Test
    void NET_1_leavesNothingOfOthersWhoeverMadeIt() {
        var wishes = new Networks(hosts()).network(1).network(2).endpoint(1, last(), 10);
        member(one).make(wishes.wish());
        var wish = wishes.without(1).endpoint(2, last(), 12).wish();

        member(one).make(wish);

        assertMadeAsAnew(wish);
    }

    @Test
    void NET_1_removesEverythingWhenNothingIsWished() {
        var before = lab.seen(one);
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, last(), 11);
        var member = member(one);
        var link = member.link(wishes.wish(), 1);
        lab.plug(one, link, Networks.address(1, 10));
        assertNotEquals(before, lab.seen(one));

        var made = member.make(Wiring.EMPTY);

        assertTrue(made.links().isEmpty() && made.refused().isEmpty(), made::toString);
        assertEquals(before, lab.seen(one));
    }

    @Test
    void NET_2_changesNothingWhenItIsSo() {
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, last(), 11);
        var member = member(one);
        var wish = wishes.wish();
        var made = member.make(wish);
        var before = lab.same(one);

        var again = member.make(wish);
        var still = member.make(wishes.wish());

        assertEquals(List.of(made, made), List.of(again, still));
        assertEquals(before, lab.same(one));
    }

    @Test
    void NET_2_makesBridgesAgain() {
        comesBackSoon("ip link del \"$1\"");
    }

    @Test
    void NET_2_makesWaysToOtherNodesAgain() {
        assumeTrue(crosses(), "there are none");

        comesBackSoon(CUT_PORTS);
    }

    private void comesBackSoon(String removal) {
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, last(), 11);
        var member = member(one);
        var wish = wishes.wish();
        var bridge = member.link(wish, 1).bridge();
        var before = lab.seen(one);
        Lab.sh(one, removal, bridge);
        assertNotEquals(before, lab.seen(one));

        assertComesBack(before, member, wish);
    }

    private void assertComesBack(String before, Member member, Wiring wish) {
        Eventually.equal(
                before,
                IN_TIME,
                () -> {
                    member.make(wish);
                    return lab.seen(one);
                });
    }

    @Test
    void NET_2_putsTablesRightAfterAWhile() {
        assumeTrue(crosses(), "there are none");
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, last(), 11);
        var member = member(one);
        var wish = wishes.wish();
        var bridge = member.link(wish, 1).bridge();
        var before = lab.seen(one);
        Lab.sh(one, CLEAR_TABLES, bridge);
        assertNotEquals(before, lab.seen(one));

        stand.leap(WHILE);

        assertComesBack(before, member, wish);
    }

    @Test
    void NET_3_refusesOneAndMakesTheOthers() {
        var wishes = new Networks(hosts()).network(1).barren(2).network(3).endpoint(3, one, 10);

        var made = member(one).make(wishes.wish());

        assertEquals(ids(1, 3), made.links().keySet());
        assertEquals(ids(2), made.refused().keySet());
        assertFalse(made.refused().get(Networks.id(2)).isBlank(), "users are to read why");
        assertMadeAsAnew(wishes.without(2).wish());
    }

    @Test
    void NET_3_refusesWhatOtherNodesHaveAPartInWhenItDoesNotReachThem() {
        assumeTrue(!crosses(), "it does");
        var wish = new Networks(lab.hosts()).network(1).endpoint(1, one, 10).wish();

        var made = member(one).make(wish);

        assertEquals(ids(1), made.refused().keySet());
        assertEquals(ids(), made.links().keySet());
    }

    @Test
    void NET_4_reachesEndpointsThatStartLater() {
        var wishes = new Networks(hosts()).network(1);
        var middle = hosts().get(hosts().size() / 2);
        wishes.endpoint(1, one, 10).endpoint(1, middle, 11).endpoint(1, last(), 12);
        var wish = wishes.wish();
        var links = Site.together(hosts(), host -> member(host).link(wish, 1));

        var first = lab.plug(one, links.get(0), Networks.address(1, 10));
        var second = lab.plug(middle, links.get(place(middle)), Networks.address(1, 11));
        var third = lab.plug(last(), links.get(place(last())), Networks.address(1, 12));

        first.reaches(second);
        second.reaches(third);
        third.reaches(first);
    }

    @Test
    void NET_4_reachesEndpointsWhereTheyAreNow() {
        assumeTrue(crosses(), "there is one place only");
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, last(), 11);
        var members = Site.together(hosts(), this::member);
        var before = wishes.wish();
        var links = Site.together(hosts(), host -> members.get(place(host)).link(before, 1));
        var first = lab.plug(one, links.get(0), Networks.address(1, 10));
        var wish = wishes.endpoint(1, hosts().get(1), 11).wish();

        Site.together(hosts(), host -> members.get(place(host)).make(wish));

        first.reaches(lab.plug(hosts().get(1), links.get(1), Networks.address(1, 11)));
    }

    @Test
    void NET_5_keepsEverythingWhenItIsClosedAndAnotherTakesOver() {
        var next = hosts().get(hosts().size() > 1 ? 1 : 0);
        var wishes = new Networks(hosts()).network(1).endpoint(1, one, 10).endpoint(1, next, 11);
        var wish = wishes.wish();
        var members = Site.together(hosts(), this::member);
        var links = Site.together(hosts(), host -> members.get(place(host)).link(wish, 1));
        var first = lab.plug(one, links.get(0), Networks.address(1, 10));
        var second = lab.plug(next, links.get(place(next)), Networks.address(1, 11));
        first.reaches(second);
        var before = lab.seen(one);
        try (var pings = new Pings(first, second)) {
            pings.await(3);

            members.get(0).close();
            assertEquals(before, lab.seen(one));
            var other = member(one);
            var made = other.make(wish);

            pings.await(3);
            assertEquals(ids(1), made.links().keySet());
            assertEquals(before, lab.seen(one));
            assertEquals(List.of(), pings.lost());
            other.make(Wiring.EMPTY);
            assertFalse(lab.seen(one).contains(" " + links.get(0).bridge()), () -> lab.seen(one));
        }
    }

    @Test
    void NET_6_refusesWhatItCannotEncrypt() {
        var member = member(one);
        assumeTrue(member.driver().cipher().isEmpty(), "it can");
        var before = lab.seen(one);

        var made = member.make(new Networks(List.of(one)).encrypted(1, Map.of()).wish());

        assertEquals(ids(1), made.refused().keySet());
        assertEquals(ids(), made.links().keySet());
        assertEquals(before, lab.seen(one));
    }

    @Test
    void NET_6_sendsNothingInClear() {
        assumeTrue(crosses(), "it sends nothing");
        assumeTrue(one.run("tcpdump", "--version").exit() == 0, "there is no tcpdump");
        var members = Site.together(hosts(), this::member);
        var keys = new TreeMap<String, String>();
        members.forEach(member -> keys.put(member.host().name(), member.driver().cipher()));
        var wish =
                new Networks(hosts())
                        .encrypted(1, keys)
                        .endpoint(1, one, 10)
                        .endpoint(1, hosts().get(1), 11)
                        .wish();
        var made = Site.together(hosts(), host -> members.get(place(host)).make(wish));
        assumeTrue(made.stream().anyMatch(each -> !each.links().isEmpty()), "all refuse it");

        var first = lab.plug(one, link(made.get(0)), Networks.address(1, 10));
        var second = lab.plug(hosts().get(1), link(made.get(1)), Networks.address(1, 11));
        var heard = first.overheard(second);

        assertFalse(heard.contains("a7a7 a7a7 a7a7"), heard);
        assertTrue(first.ping(second).exit() == 0 || keys.containsValue(""), "it gets through");
    }

    private static Link link(Made made) {
        return made.links().get(Networks.id(1));
    }

    /** What there is on the first host is what is there when nothing was before. */
    private void assertMadeAsAnew(Wiring wish) {
        var seen = lab.seen(one);
        lab.sweep(List.of(one));
        member(one).make(wish);
        assertEquals(lab.seen(one), seen);
    }

    /** Where networks are made: here only when it does not reach others. */
    private List<Host> hosts() {
        return crosses() ? lab.hosts() : List.of(one);
    }

    private Host last() {
        return hosts().get(hosts().size() - 1);
    }

    private int place(Host host) {
        return hosts().indexOf(host);
    }

    private Member member(Host host) {
        used.add(host);
        var driver = driver(host, stand.context(Map.of()));
        return new Member(host, stand.activate(driver), stand);
    }

    private static Set<NetworkId> ids(int... networks) {
        var ids = new TreeSet<NetworkId>();
        for (int network : networks) {
            ids.add(Networks.id(network));
        }
        return ids;
    }
}
