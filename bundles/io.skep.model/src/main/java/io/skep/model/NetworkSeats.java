package io.skep.model;

import io.skep.model.spec.Given;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a network's {@linkplain NetworkGuests guests}, and how far it has been given.
 * Who has none yet, or cannot have what it wants, is not among them. Source: swarm-behaviour NW-9
 *
 * @param seats in the order of the guests
 * @param last the addresses that were given last, one of each part that addresses are given of; the
 *     next one is the next that is free, so that what was given back waits as long as it can
 */
public record NetworkSeats(List<Seat> seats, List<String> last) {

    /** Nobody has one. */
    public static final NetworkSeats NONE = new NetworkSeats(List.of(), List.of());

    /**
     * The addresses of one.
     *
     * @param guest whose
     * @param addresses CIDR, IPv4 first
     */
    public record Seat(TaskId guest, List<String> addresses) {

        /** Copies, and fills what is absent. */
        public Seat {
            addresses = Given.list(addresses);
        }
    }

    /** Copies, and fills what is absent. */
    public NetworkSeats {
        seats = Given.list(seats);
        last = Given.list(last);
    }

    /** With other addresses of guests. */
    public NetworkSeats seated(List<Seat> now) {
        return new NetworkSeats(now, last);
    }

    /** Given that far. */
    public NetworkSeats given(List<String> now) {
        return new NetworkSeats(seats, now);
    }

    /** The addresses of one; absent when it has none. */
    public Optional<List<String>> of(TaskId guest) {
        return seats.stream()
                .filter(seat -> seat.guest().equals(guest))
                .map(Seat::addresses)
                .findFirst();
    }
}
