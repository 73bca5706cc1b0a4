package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerjson.Json;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what containers were given on networks of the cluster, when they are gone, have ended
 * or were unplugged. Those that the engine starts again by itself keep it until they are removed.
 * Looks again and again at what is; who is about to be started must be missed twice. Belongs to its
 * loop.
 */
public final class Caretaker {

    private static final Logger log = LoggerFactory.getLogger(Caretaker.class);
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Set<String> ALIVE = Set.of("running", "paused", "restarting");

    private final EngineLink engine;
    private final Guests guests;
    private final Loop loop;
    private Set<Place> missed = new TreeSet<>();
    private Cancellable next = () -> {};

    /** Does nothing yet. */
    public Caretaker(EngineLink engine, Guests guests, Loop loop) {
        this.engine = engine;
        this.guests = guests;
        this.loop = loop;
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
        if (here.isEmpty() || !engine.present()) {
            next = loop.schedule(TICK, this::tick);
            return;
        }
        loop.on(get("/containers/json?all=1"))
                .thenAccept(all -> missing(all).forEach(this::consider))
                .whenComplete((done, failure) -> next = loop.schedule(TICK, this::tick));
    }

    /** Who is not plugged in, or does not run; now and at the look before. */
    private Set<Place> missing(JsonNode all) {
        var alive = new TreeSet<String>();
        for (var container : all) {
            if (ALIVE.contains(container.path("State").asText())) {
                container
                        .path("NetworkSettings")
                        .path("Networks")
                        .fieldNames()
                        .forEachRemaining(
                                name -> alive.add(name + "/" + guest(container.path("Id"))));
            }
        }
        var names = names();
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

    private static TaskId guest(JsonNode container) {
        return Porter.guest(container.asText());
    }

    private SortedMap<NetworkId, String> names() {
        var names = new TreeMap<NetworkId, String>();
        for (Span span : guests.networks()) {
            names.put(span.network(), Link.nameOf(span.spec()));
        }
        return names;
    }

    private void consider(Place place) {
        loop.on(get("/containers/" + place.guest() + "/json"))
                .thenAccept(container -> consider(place, container));
    }

    private void consider(Place place, JsonNode container) {
        var name = names().getOrDefault(place.network(), "");
        var plugged = container.path("NetworkSettings").path("Networks").has(name);
        var running = ALIVE.contains(container.path("State").path("Status").asText());
        if (plugged && (running || comesBack(container))) {
            return;
        }
        log.debug("container {}: gives back what it has on {}", place.guest(), place.network());
        guests.dismiss(place.network(), place.guest());
    }

    private static boolean comesBack(JsonNode container) {
        var policy = container.path("HostConfig").path("RestartPolicy").path("Name").asText("");
        return !policy.isEmpty() && !policy.equals("no");
    }

    /** Nothing where there is no such container; fails when the engine does not say. */
    private CompletionStage<JsonNode> get(String uri) {
        return engine.call("GET", uri, Map.of(), new byte[0])
                .thenCompose(
                        answer -> {
                            if (answer.good()) {
                                return CompletableFuture.completedFuture(Json.parse(answer.body()));
                            }
                            return answer.status() == 404
                                    ? CompletableFuture.completedFuture(Json.object())
                                    : CompletableFuture.failedFuture(
                                            new IllegalStateException("" + answer.status()));
                        });
    }
}
