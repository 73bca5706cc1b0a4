package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives back what containers were given on networks of the cluster, when they are gone, have ended
 * or were unplugged, and has those that are there ask for names where they belong. Those that the
 * engine starts again by itself keep it until they are removed. Looks again and again at what is;
 * who is about to be started must be missed twice. Belongs to its loop.
 */
public final class Caretaker {

    private static final Duration TICK = Duration.ofSeconds(2);

    private final EngineLink engine;
    private final Guests guests;
    private final Checkout checkout;
    private final Signs signs;
    private final Loop loop;
    private Set<Place> missed = new TreeSet<>();
    private Cancellable next = () -> {};

    /** Does nothing yet. */
    public Caretaker(EngineLink engine, Guests guests, Loop loop) {
        this.engine = engine;
        this.guests = guests;
        this.checkout = new Checkout(engine, guests);
        this.loop = loop;
        this.signs = new Signs(checkout, guests, loop);
    }

    /** A container on a network. */
    private record Place(NetworkId network, TaskId guest) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return (network + "/" + guest).compareTo(other.network + "/" + other.guest);
        }
    }

    /** Begins. */
    public Cancellable begin() {
        next = loop.schedule(TICK, this::tick);
        return () -> next.cancel();
    }

    private void tick() {
        var here = guests.here();
        if (here.isEmpty() && signs.idle() || !engine.present()) {
            next = loop.schedule(TICK, this::tick);
            return;
        }
        loop.on(checkout.get("/containers/json?all=1"))
                .thenAccept(this::look)
                .whenComplete((done, failure) -> next = loop.schedule(TICK, this::tick));
    }

    private void look(JsonNode all) {
        missing(all).forEach(this::consider);
        signs.look(all);
    }

    /** Who is not plugged in, or does not run; now and at the look before. */
    private Set<Place> missing(JsonNode all) {
        var alive = new TreeSet<String>();
        for (var container : all) {
            if (Checkout.isAlive(container.path("State"))) {
                container
                        .path("NetworkSettings")
                        .path("Networks")
                        .fieldNames()
                        .forEachRemaining(
                                name -> alive.add(name + "/" + guest(container.path("Id"))));
            }
        }
        var names = checkout.names();
        var now = new TreeSet<Place>();
        guests.here()
                .forEach(
                        (network, some) ->
                                some.stream()
                                        .filter(
                                                guest ->
                                                        !alive.contains(
                                                                names.get(network) + "/" + guest))
                                        .forEach(guest -> now.add(new Place(network, guest))));
        var twice = new TreeSet<>(now);
        twice.retainAll(missed);
        missed = now;
        return twice;
    }

    private void consider(Place place) {
        loop.on(checkout.consider(place.network(), place.guest()));
    }

    private static TaskId guest(JsonNode container) {
        return Porter.guest(container.asText());
    }
}
