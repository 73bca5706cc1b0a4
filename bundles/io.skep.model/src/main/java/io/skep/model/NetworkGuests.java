package io.skep.model;

import io.skep.model.spec.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The containers that take part in a network and are no tasks.
 *
 * @param guests in the order in which they came
 */
public record NetworkGuests(List<Guest> guests) {

    /** Nobody. */
    public static final NetworkGuests NONE = new NetworkGuests(List.of());

    /** Copies, and fills what is absent. */
    public NetworkGuests {
        guests = Given.list(guests);
    }

    /** One of them. */
    public Optional<Guest> guest(TaskId id) {
        return guests.stream().filter(guest -> guest.id().equals(id)).findFirst();
    }

    /** With this one, in its place if it was there. */
    public NetworkGuests with(Guest guest) {
        var next = new ArrayList<>(guests);
        next.replaceAll(any -> any.id().equals(guest.id()) ? guest : any);
        if (guest(guest.id()).isEmpty()) {
            next.add(guest);
        }
        return new NetworkGuests(next);
    }

    /** Without those. */
    public NetworkGuests without(Predicate<Guest> those) {
        return new NetworkGuests(guests.stream().filter(those.negate()).toList());
    }
}
