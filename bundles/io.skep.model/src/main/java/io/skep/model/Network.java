package io.skep.model;

import io.skep.model.spec.NetworkSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network as stored.
 *
 * @param id its id
 * @param spec what the user wants
 * @param plan what the planner made of it; absent until then
 * @param guests containers in it that are no tasks; absent while there never was one
 * @param seats their addresses; absent while there never was one
 */
public record Network(
        NetworkId id,
        Stored<NetworkSpec> spec,
        @Nullable Stored<NetworkPlan> plan,
        @Nullable Stored<NetworkGuests> guests,
        @Nullable Stored<NetworkSeats> seats) {

    /** What it is called. */
    public String name() {
        return spec.value().name();
    }

    /** The containers in it that are no tasks. */
    public NetworkGuests guestsOrNone() {
        return guests == null ? NetworkGuests.NONE : guests.value();
    }

    /** Their addresses. */
    public NetworkSeats seatsOrNone() {
        return seats == null ? NetworkSeats.NONE : seats.value();
    }

    /**
     * Whether a network is the same in two views for all but who gives addresses: how far that went
     * may differ.
     */
    public static boolean isAlike(NetworkId id, View before, View after) {
        var was = before.networks().get(id);
        var is = after.networks().get(id);
        return was.isPresent() && is.isPresent() && was.get().isLike(is.get());
    }

    private boolean isLike(Network other) {
        return spec.equals(other.spec)
                && Objects.equals(plan, other.plan)
                && Objects.equals(guests, other.guests)
                && seatsOrNone().seats().equals(other.seatsOrNone().seats());
    }

    /** With another value of one of its parts but the spec. */
    Network with(Record value, Stamp stamp) {
        if (value instanceof NetworkGuests next) {
            return new Network(id, spec, plan, renewed(guests, next, stamp), seats);
        } else if (value instanceof NetworkSeats next) {
            return new Network(id, spec, plan, guests, renewed(seats, next, stamp));
        }
        var next = renewed(plan, (NetworkPlan) value, stamp);
        return new Network(id, spec, next, guests, seats);
    }

    private static <T> Stored<T> renewed(@Nullable Stored<T> before, T value, Stamp stamp) {
        return before == null ? Stored.first(value, stamp) : before.next(value, stamp);
    }
}
