package io.skep.network.vxlan.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.vxlan.internal.plan.Ways.Hop;
import io.skep.network.vxlan.internal.plan.Ways.Known;
import io.skep.network.vxlan.internal.plan.Ways.Neighbour;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What iproute2 6.1 prints. */
class TablesTest {

    private static final SortedSet<String> TUNNELS = new TreeSet<>(Set.of("sk-ax"));
    private static final SortedSet<String> BRIDGES = new TreeSet<>(Set.of("sk-a"));
    private static final String FDB =
            """
            33:33:00:00:00:01 dev eth0 self permanent
            02:42:0a:32:01:0b dev sk-ax dst 10.77.0.2 self permanent
            02:42:0a:32:01:0b dev sk-ax master sk-a static
            02:42:0a:32:01:0c dev sk-ax dst 10.77.0.3 link-netnsid 0 self extern_learn permanent
            02:42:0a:32:01:0d dev sk-bx dst 10.77.0.2 self permanent
            36:0d:5a:a1:c7:11 dev sk-ax vlan 1 master sk-a permanent
            36:0d:5a:a1:c7:11 dev sk-ax master sk-a permanent
            """;
    private static final String NEIGHBOURS =
            """
            10.50.1.11 dev sk-a lladdr 02:42:0a:32:01:0b PERMANENT
            10.50.1.12 dev sk-a lladdr 36:0d:5a:a1:c7:11 PERMANENT
            10.50.1.13 dev sk-b lladdr 02:42:0a:32:01:0d PERMANENT
            fd00::b dev sk-a lladdr 02:42:0a:32:01:0b PERMANENT
            10.50.1.14 dev sk-a  FAILED
            """;

    @Test
    void findsWhereATunnelLeads() {
        assertEquals(
                Set.of(
                        new Hop("02:42:0a:32:01:0b", "sk-ax", "10.77.0.2"),
                        new Hop("02:42:0a:32:01:0c", "sk-ax", "10.77.0.3")),
                Tables.hops(FDB, TUNNELS));
    }

    @Test
    void findsWhatABridgeWasTold() {
        assertEquals(Set.of(new Known("02:42:0a:32:01:0b", "sk-ax")), Tables.known(FDB, TUNNELS));
    }

    @Test
    void findsWhoseAddressesAreKnown() {
        assertEquals(
                Set.of(
                        new Neighbour("10.50.1.11", "02:42:0a:32:01:0b", "sk-a"),
                        new Neighbour("fd00::b", "02:42:0a:32:01:0b", "sk-a")),
                Tables.neighbours(NEIGHBOURS, BRIDGES));
    }

    @Test
    void findsNothingInNothing() {
        assertEquals(Set.of(), Tables.hops("", TUNNELS));
    }
}
