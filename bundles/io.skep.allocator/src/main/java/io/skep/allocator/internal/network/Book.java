package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.allocator.internal.range.Block;
import io.skep.model.NetworkId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out addresses that nobody holds, for one turn. Subnets never overlap, so all networks share
 * one book. Addresses are handed out one after the other, so that one that was given back is used
 * again as late as possible. Source: swarm-behaviour NW-9, NW-11.
 */
final class Book {

    private final Register register;
    // what was given in this turn
    private final TreeSet<Address> given = new TreeSet<>();
    private final SortedSet<Address> exhausted = new TreeSet<>();
    private final TreeMap<NetworkId, Address> fours = new TreeMap<>();
    private final TreeMap<NetworkId, Address> sixes = new TreeMap<>();

    /** As a register says. */
    Book(Register register) {
        this.register = register;
    }

    private Optional<Address> last(NetworkId network, boolean four) {
        return Optional.ofNullable(lasts(four).get(network))
                .or(() -> register.latest(network, four));
    }

    private TreeMap<NetworkId, Address> lasts(boolean four) {
        return four ? fours : sixes;
    }

    /** An address for a task; absent when none is left. */
    Optional<Address> task(NetworkId network, Pool pool) {
        if (exhausted.contains(pool.range().first())) {
            return Optional.empty(); // nothing is given back within a turn
        }
        boolean four = pool.range().first().four();
        var begin =
                last(network, four)
                        .filter(pool.range()::contains)
                        .map(address -> address.plus(1))
                        .orElse(pool.range().first());
        var found =
                free(pool, begin, pool.range().last(), pool.virtual())
                        .or(() -> free(pool, pool.range().first(), begin, pool.virtual()));
        found.ifPresentOrElse(
                address -> lasts(four).put(network, address),
                () -> exhausted.add(pool.range().first()));
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
                && !register.holds(wish)
                && given.add(wish);
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
        var now = given.subSet(virtual.first(), true, virtual.last(), true);
        return Stream.concat(
                        now.stream(), register.greatest(virtual.first(), virtual.last()).stream())
                .max(Comparator.naturalOrder());
    }

    private Optional<Address> free(Pool pool, Address from, Address to, @Nullable Block without) {
        for (var next = from; next.compareTo(to) <= 0; next = next.plus(1)) {
            if (without != null && without.contains(next)) {
                next = without.last();
            } else if (!taken(next) && !pool.reserved().contains(next)) {
                given.add(next);
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private boolean taken(Address address) {
        return register.holds(address) || given.contains(address);
    }
}
