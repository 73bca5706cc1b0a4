package io.skep.allocator.internal.network;

import io.skep.model.Guest;
import io.skep.model.Network;
import io.skep.model.NetworkSeats.Seat;
import io.skep.planner.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Gives containers that are no tasks their addresses. Who has some keeps them, as long as they are
 * what it wants. Source: swarm-behaviour NW-3, TK-14.
 */
public final class Seats {

    private final Turn turn;
    private final Desk desk;

    /** For one turn; the networks were settled. */
    public Seats(Turn turn, Desk desk) {
        this.turn = turn;
        this.desk = desk;
    }

    /** Gives to all networks' guests what they have not got, and takes what nobody has any more. */
    public void settle() {
        for (var id : turn.networks()) {
            turn.view()
                    .networks()
                    .get(id)
                    .filter(network -> network.plan() != null)
                    .ifPresent(this::settle);
        }
    }

    private void settle(Network network) {
        var seats =
                network.guestsOrNone().guests().stream()
                        .flatMap(guest -> seat(network, guest).stream())
                        .toList();
        if (!seats.equals(network.seatsOrNone().seats())) {
            turn.put(network.id(), network.seatsOrNone().seated(seats));
        }
    }

    private Optional<Seat> seat(Network network, Guest guest) {
        return network.seatsOrNone()
                .of(guest.id())
                .filter(had -> suits(had, guest))
                .or(() -> fresh(network, guest))
                .map(addresses -> new Seat(guest.id(), addresses));
    }

    private static boolean suits(List<String> had, Guest guest) {
        return guest.wanted().stream()
                .allMatch(want -> had.stream().anyMatch(cidr -> cidr.startsWith(want + "/")));
    }

    private Optional<List<String>> fresh(Network network, Guest guest) {
        return desk.guest(network.id(), guest.wanted()).fold(Optional::of, why -> Optional.empty());
    }
}
