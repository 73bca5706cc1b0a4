package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How far networks have been given, for one turn. It is kept with the network: what a task had that
 * is gone, nothing else tells. Source: swarm-behaviour NW-9
 */
final class Progress {

    private final View view;
    private final SortedMap<NetworkId, List<Address>> lasts = new TreeMap<>();

    /** As a view says. */
    Progress(View view) {
        this.view = view;
    }

    /** What was given last of a part of a network; absent when nothing was. */
    Optional<Address> last(NetworkId network, Predicate<Address> part) {
        return lasts(network).stream().filter(part).findFirst();
    }

    /** An address is given, of a part of a network. */
    void give(NetworkId network, Predicate<Address> part, Address address) {
        var now = new ArrayList<>(lasts(network));
        now.removeIf(part);
        now.add(address);
        lasts.put(network, now);
    }

    private List<Address> lasts(NetworkId network) {
        var known = lasts.get(network);
        return known == null
                ? view.networks().get(network).map(Progress::lasts).orElse(List.of())
                : known;
    }

    private static List<Address> lasts(Network network) {
        return network.seatsOrNone().last().stream()
                .flatMap(text -> Address.of(text).stream())
                .toList();
    }

    /**
     * Has the turn keep it.
     *
     * @param held whether somebody holds an address now: who got some but not all he needs has none
     */
    void keep(Turn turn, Predicate<Address> held) {
        for (var network : lasts.entrySet()) {
            turn.view()
                    .networks()
                    .get(network.getKey())
                    .ifPresent(found -> keep(turn, found, network.getValue(), held));
        }
    }

    private static void keep(
            Turn turn, Network network, List<Address> given, Predicate<Address> held) {
        var before = network.seatsOrNone();
        var now = given.stream().sorted().map(Address::toString).toList();
        boolean used =
                given.stream()
                        .filter(address -> !before.last().contains(address.toString()))
                        .allMatch(held);
        if (used && !now.equals(before.last())) {
            turn.put(network.id(), before.given(now));
        }
    }
}
