package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.Service;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who holds which address in a view. Goes from view to view, so that a turn costs what changed
 * since the last one; what it says depends on the last view alone. A task holds its addresses until
 * it ended, a service its own until the plan drops them, a guest until its seat is gone. One thread
 * at a time.
 */
public final class Register {

    /** An address that a task was given, and when. */
    private record Given(Instant at, Address address) implements Comparable<Given> {

        private static final Comparator<Given> ORDER =
                Comparator.comparing(Given::at).thenComparing(Given::address);

        @Override
        public int compareTo(Given other) {
            return ORDER.compare(this, other);
        }
    }

    private View last = State.EMPTY;
    // by how many; more than one for a moment at most
    private final NavigableMap<Address, Integer> held = new TreeMap<>();
    // also those that were given back, as long as the task is known
    private final Map<NetworkId, NavigableMap<Given, Integer>> fours = new HashMap<>();
    private final Map<NetworkId, NavigableMap<Given, Integer>> sixes = new HashMap<>();

    /** Goes on to a view. */
    void next(View view) {
        view.services()
                .since(
                        last.services(),
                        (id, was, is) -> {
                            was.ifPresent(service -> note(service, -1));
                            is.ifPresent(service -> note(service, 1));
                        });
        view.tasks()
                .since(
                        last.tasks(),
                        (id, was, is) -> {
                            was.ifPresent(task -> note(task, -1));
                            is.ifPresent(task -> note(task, 1));
                        });
        view.networks()
                .since(
                        last.networks(),
                        (id, was, is) -> {
                            was.ifPresent(network -> note(network, -1));
                            is.ifPresent(network -> note(network, 1));
                        });
        last = view;
    }

    private void note(Service service, int by) {
        service.planOrEmpty().virtualIps().forEach(vip -> hold(vip.addr(), by));
    }

    private void note(Network network, int by) {
        network.seatsOrNone()
                .seats()
                .forEach(seat -> seat.addresses().forEach(text -> hold(text, by)));
    }

    private void note(Task task, int by) {
        var at = task.plan().createdAt();
        for (var place : task.plan().value().networks()) {
            for (var text : place.addresses()) {
                Address.of(text)
                        .ifPresent(
                                address -> {
                                    var given = given(place.network(), address.four());
                                    count(given, new Given(at, address), by);
                                });
                if (!task.terminal()) {
                    hold(text, by);
                }
            }
        }
    }

    private NavigableMap<Given, Integer> given(NetworkId network, boolean four) {
        return (four ? fours : sixes).computeIfAbsent(network, any -> new TreeMap<>());
    }

    private void hold(String text, int by) {
        Address.of(text).ifPresent(address -> count(held, address, by));
    }

    private static <T> void count(Map<T, Integer> counts, T what, int by) {
        int now = counts.getOrDefault(what, 0) + by;
        if (now == 0) {
            counts.remove(what);
        } else {
            counts.put(what, now);
        }
    }

    /** Whether somebody holds it. */
    boolean holds(Address address) {
        return held.containsKey(address);
    }

    /** The greatest that somebody holds, from one up to another one. */
    Optional<Address> greatest(Address from, Address to) {
        return Optional.ofNullable(held.floorKey(to)).filter(found -> found.compareTo(from) >= 0);
    }

    /** The one of a network that was given to a task last. */
    Optional<Address> latest(NetworkId network, boolean four) {
        var given = given(network, four);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.lastKey().address());
    }
}
