package io.skep.allocator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.Guest;
import io.skep.model.NetworkGuests;
import io.skep.model.NetworkId;
import io.skep.model.NetworkSeats.Seat;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.TaskId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Addresses of containers that are no tasks. Source: swarm-behaviour NW-3, TK-14. */
class SeatsTest extends NetworkCase {

    @Test
    void NW_3_givesThemAddressesThatNobodyElseHas() {
        network("net", pool("10.7.0.0/24", "", ""), pool("fd07::/64", "", ""));
        wish("s", vip(), "net");
        task("t", "s");
        guests(guest("g"), guest("h"));

        plan();

        var all = Stream.concat(seat("g").stream(), seat("h").stream()).toList();
        assertEquals(List.of("10.7.0.2/24", "fd07::2/64", "10.7.0.3/24", "fd07::3/64"), all);
        assertTrue(addresses("t").stream().noneMatch(all::contains), addresses("t").toString());
    }

    @Test
    void keepsTheirAddressesAndTakesThemBackWhenTheyGo() {
        network("net", pool("10.7.0.0/24", "", ""));
        guests(guest("g"), guest("h"));
        plan();

        guests(guest("h"));
        plan();

        assertEquals(List.of("10.7.0.3/24"), seat("h"));
        assertEquals(List.of(), seat("g"));
        plan();
        assertEquals(List.of(), last.puts);
    }

    @Test
    void givesThemWhatTheyWantUnlessSomebodyHasIt() {
        network("net", pool("10.7.0.0/24", "", ""));
        guests(guest("g", "10.7.0.50"), guest("h", "10.7.0.50"), guest("i", "10.7.0.1"));

        plan();

        assertEquals(List.of("10.7.0.50/24"), seat("g"));
        assertEquals(List.of(), seat("h"));
        assertEquals(List.of(), seat("i"));
    }

    @Test
    void givesNothingWhenNothingIsLeft() {
        network("net", pool("10.7.0.0/30", "", ""));
        guests(guest("g"), guest("h"));

        plan();

        assertEquals(List.of("10.7.0.2/30"), seat("g"));
        assertEquals(List.of(), seat("h"));
    }

    private void guests(Guest... guests) {
        var all = new NetworkGuests(List.of(guests));
        commit(Change.put(Part.NETWORK_GUESTS, new NetworkId("net"), all));
    }

    private static Guest guest(String id, String... wanted) {
        return new Guest(new TaskId(id), new NodeId("n"), id, List.of(), List.of(wanted));
    }

    private List<String> seat(String guest) {
        return state.networks().get("net").orElseThrow().seatsOrNone().seats().stream()
                .filter(seat -> seat.guest().value().equals(guest))
                .map(Seat::addresses)
                .findFirst()
                .orElse(List.of());
    }
}
