package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.allocator.internal.range.Block;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which address. Subnets never overlap, so all networks share one book. A task holds its
 * addresses until it ended, a service its own until the plan drops them. Addresses are handed out
 * one after the other, so that one that was given back is used again as late as possible. Source:
 * swarm-behaviour NW-9, NW-11.
 */
final class Book {

    /** Where the last one was given. */
    private record Last(Instant at, Address address) implements Comparable<Last> {

        private static final Comparator<Last> ORDER =
                Comparator.comparing(Last::at).thenComparing(Last::address);

        @Override
        public int compareTo(Last other) {
            return ORDER.compare(this, other);
        }
    }

    private final SortedSet<Address> held = new TreeSet<>();
    private final SortedSet<Address> exhausted = new TreeSet<>();
    private final TreeMap<NetworkId, Last> fours = new TreeMap<>();
    private final TreeMap<NetworkId, Last> sixes = new TreeMap<>();
    private final Instant now;

    /** As a view's plans say. */
    Book(View view, Instant now) {
        this.now = now;
        for (var service : view.services()) {
            for (var vip : service.planOrEmpty().virtualIps()) {
                Address.of(vip.addr()).ifPresent(held::add);
            }
        }
        view.tasks().forEach(this::note);
        view.networks().forEach(this::note);
    }

    private void note(Network network) {
        for (var seat : network.seatsOrNone().seats()) {
            seat.addresses().forEach(text -> Address.of(text).ifPresent(held::add));
        }
    }

    private void note(Task task) {
        var at = task.plan().createdAt();
        for (var place : task.plan().value().networks()) {
            for (var text : place.addresses()) {
                Address.of(text).ifPresent(address -> note(place.network(), address, at));
                if (!task.terminal()) {
                    Address.of(text).ifPresent(held::add);
                }
            }
        }
    }

    private void note(NetworkId network, Address address, Instant at) {
        var last = new Last(at, address);
        lasts(address).merge(network, last, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }

    private TreeMap<NetworkId, Last> lasts(Address address) {
        return address.four() ? fours : sixes;
    }

    /** An address for a task; absent when none is left. */
    Optional<Address> task(NetworkId network, Pool pool) {
        if (exhausted.contains(pool.range().first())) {
            return Optional.empty(); // nothing is given back within a turn
        }
        var last = lasts(pool.range().first()).get(network);
        var begin =
                last == null || !pool.range().contains(last.address())
                        ? pool.range().first()
                        : last.address().plus(1);
        var found =
                free(pool, begin, pool.range().last(), pool.virtual())
                        .or(() -> free(pool, pool.range().first(), begin, pool.virtual()));
        found.ifPresentOrElse(
                address -> note(network, address, now), () -> exhausted.add(pool.range().first()));
        return found;
    }

    /**
     * An address for a guest: the one it wants of this family, else any; absent when there is none.
     */
    Optional<Address> guest(NetworkId network, Pool pool, List<String> wanted) {
        var wishes =
                wanted.stream()
                        .flatMap(text -> Address.of(text).stream())
                        .filter(address -> address.width() == pool.width())
                        .toList();
        return wishes.isEmpty()
                ? task(network, pool)
                : wishes.stream().filter(wish -> taken(pool, wish)).findFirst();
    }

    private boolean taken(Pool pool, Address wish) {
        return pool.subnet().contains(wish)
                && !pool.reserved().contains(wish)
                && !Optional.ofNullable(pool.virtual()).filter(v -> v.contains(wish)).isPresent()
                && held.add(wish);
    }

    /** An address for a service; absent when none is left. */
    Optional<Address> service(Pool pool) {
        var virtual = pool.virtual();
        if (virtual == null) {
            return Optional.empty();
        }
        var begin = highest(virtual).map(address -> address.plus(1)).orElse(virtual.first());
        return free(pool, begin, virtual.last(), null)
                .or(() -> free(pool, virtual.first(), virtual.last(), null));
    }

    private Optional<Address> highest(Block virtual) {
        var inside = held.subSet(virtual.first(), virtual.last().plus(1));
        return inside.isEmpty() ? Optional.empty() : Optional.of(inside.last());
    }

    private Optional<Address> free(Pool pool, Address from, Address to, @Nullable Block without) {
        for (var next = from; next.compareTo(to) <= 0; next = next.plus(1)) {
            if (without != null && without.contains(next)) {
                next = without.last();
            } else if (!held.contains(next) && !pool.reserved().contains(next)) {
                held.add(next);
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
