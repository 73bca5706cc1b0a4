package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Guests;
import io.skep.model.TaskId;
import io.skep.seam.Loop;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps plain containers asking for names where they belong: the engine writes their settings anew
 * whenever it starts one, and others plug them in and out. Belongs to its loop.
 */
final class Signs {

    private static final Logger log = LoggerFactory.getLogger(Signs.class);

    private final Checkout checkout;
    private final Guests guests;
    private final Loop loop;
    // those that were turned, or take part; by container
    private final SortedMap<String, Sign> known = new TreeMap<>();

    Signs(Checkout checkout, Guests guests, Loop loop) {
        this.checkout = checkout;
        this.guests = guests;
        this.loop = loop;
    }

    /** Whether there is nobody to look after but those who take part. */
    boolean idle() {
        return known.isEmpty();
    }

    /** Looks at all containers, as the engine lists them. */
    void look(JsonNode all) {
        var here = here();
        var alive = new TreeSet<String>();
        for (var container : all) {
            var id = container.path("Id").asText();
            var ours = here.contains(Porter.guest(id)) || known.containsKey(id);
            if (ours && Checkout.isAlive(container.path("State"))) {
                alive.add(id);
                look(id, container.path("NetworkSettings").path("Networks"));
            }
        }
        known.keySet().retainAll(alive);
    }

    private SortedSet<TaskId> here() {
        return guests.here().values().stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void look(String id, JsonNode networks) {
        var sign = known.get(id);
        if (sign != null) {
            turn(sign, networks);
            return;
        }
        loop.on(checkout.get("/containers/" + id + "/json"))
                .whenComplete(
                        (container, failure) -> {
                            if (failure == null) {
                                turn(Sign.of(container), networks);
                            } else {
                                log.debug("container {}: cannot be inspected", id, failure);
                            }
                        });
    }

    private void turn(Sign sign, JsonNode networks) {
        var turned = sign.turned(guests.networks(), networks);
        if (turned.engines() && !here().contains(Porter.guest(sign.id()))) {
            known.remove(sign.id());
        } else {
            known.put(sign.id(), turned);
        }
    }
}
