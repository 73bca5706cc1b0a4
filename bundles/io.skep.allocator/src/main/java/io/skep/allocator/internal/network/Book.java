package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.allocator.internal.range.Block;
import io.skep.model.NetworkId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands out addresses that nobody holds, for one turn. Subnets never overlap, so all networks share
 * one book. Addresses are handed out one after the other, so that one that was given back is used
 * again as late as possible. Source: swarm-behaviour NW-9, NW-11.
 */
final class Book {

    private final Register register;
    private final Progress progress;
    // what was given in this turn
    private final TreeSet<Address> given = new TreeSet<>();
    private final SortedSet<Address> exhausted = new TreeSet<>();

    /** As a register says, and from there on. */
    Book(Register register, Progress progress) {
        this.register = register;
        this.progress = progress;
    }

    /** An address for a task; absent when none is left. */
    Optional<Address> task(NetworkId network, Pool pool) {
        if (exhausted.contains(pool.range().first())) {
            return Optional.empty(); // nothing is given back within a turn
        }
        var begin = next(network, pool::isForTasks, pool.range());
        var found =
                free(pool, begin, pool.range().last(), pool.virtual())
                        .or(() -> free(pool, pool.range().first(), begin, pool.virtual()));
        found.ifPresentOrElse(
                address -> progress.give(network, pool::isForTasks, address),
                () -> exhausted.add(pool.range().first()));
        return found;
    }

    private Address next(NetworkId network, Predicate<Address> part, Block of) {
        return progress.last(network, part)
                .map(address -> address.plus(1))
                .filter(of::contains)
                .orElse(of.first());
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
    Optional<Address> service(NetworkId network, Pool pool) {
        var virtual = pool.virtual();
        if (virtual == null) {
            return Optional.empty();
        }
        var begin = next(network, virtual::contains, virtual);
        var found =
                free(pool, begin, virtual.last(), null)
                        .or(() -> free(pool, virtual.first(), begin, null));
        found.ifPresent(address -> progress.give(network, virtual::contains, address));
        return found;
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
