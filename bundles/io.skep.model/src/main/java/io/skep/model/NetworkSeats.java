package io.skep.model;

import io.skep.model.spec.Given;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a network's {@linkplain NetworkGuests guests}. Who has none yet, or cannot have
 * what it wants, is not among them.
 *
 * @param seats in the order of the guests
 */
public record NetworkSeats(List<Seat> seats) {

    /** Nobody has one. */
    public static final NetworkSeats NONE = new NetworkSeats(List.of());

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
    }

    /** The addresses of one; absent when it has none. */
    public Optional<List<String>> of(TaskId guest) {
        return seats.stream()
                .filter(seat -> seat.guest().equals(guest))
                .map(Seat::addresses)
                .findFirst();
    }
}
