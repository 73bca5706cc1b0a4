package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands out addresses: one of each family that a network has, or none. */
public final class Desk {

    private static final int FOUR = 32;
    private static final int SIX = 128;

    private final Turn turn;
    private final Networks networks;
    private final Register register;
    private final Progress progress;
    private @Nullable Book book;

    /**
     * For one turn; the networks were settled.
     *
     * @param register from the turns before
     */
    public Desk(Turn turn, Networks networks, Register register) {
        this.register = register;
        this.turn = turn;
        this.networks = networks;
        this.progress = new Progress(turn.view());
    }

    // opened when the first address is wanted: most turns want none
    private Book book() {
        return book == null ? opened() : book;
    }

    private Book opened() {
        register.next(turn.view());
        var opened = new Book(register, progress);
        book = opened;
        return opened;
    }

    /** Has the turn keep how far networks were given. */
    public void close() {
        if (book != null) {
            register.next(turn.view());
            progress.keep(turn, register::holds);
        }
    }

    /** Addresses for a task; none on a network that every node has of its own. */
    Outcome<List<String>> task(NetworkId network) {
        return addresses(network, pool -> book().task(network, pool));
    }

    /** Addresses for a service. */
    Outcome<List<String>> service(NetworkId network) {
        return addresses(network, pool -> book().service(network, pool));
    }

    /** Addresses for a guest: those it wants, others where it wants none. */
    Outcome<List<String>> guest(NetworkId network, List<String> wanted) {
        return addresses(network, pool -> book().guest(network, pool, wanted));
    }

    private Outcome<List<String>> addresses(
            NetworkId network, Function<Pool, Optional<Address>> from) {
        var found = networks.planned(network);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(networks.refusal(network));
        }
        var got = new ArrayList<String>();
        var pools = pools(found.get());
        for (int width : new int[] {FOUR, SIX}) {
            var family = pools.stream().filter(pool -> pool.width() == width).toList();
            var address = first(family, from);
            if (address.isEmpty() && !family.isEmpty()) {
                return new Outcome.Refused<>(exhausted(found.get(), width));
            }
            address.ifPresent(got::add);
        }
        return new Outcome.Granted<>(got);
    }

    private static Optional<String> first(
            List<Pool> family, Function<Pool, Optional<Address>> from) {
        for (var pool : family) {
            var address = from.apply(pool);
            if (address.isPresent()) {
                return address.map(pool::cidr);
            }
        }
        return Optional.empty();
    }

    private static String exhausted(Network network, int width) {
        return "no available IPv%d addresses on this network's address pools: %s (%s)"
                .formatted(width == FOUR ? 4 : 6, network.spec().value().name(), network.id());
    }

    private static List<Pool> pools(Network network) {
        var stored = network.plan();
        var plan = stored == null ? new NetworkPlan(List.of(), List.of(), 0) : stored.value();
        var pools = new ArrayList<Pool>();
        for (int i = 0; i < plan.pools().size(); i++) {
            Pool.of(plan.pools().get(i), plan.virtualRanges().get(i)).ifPresent(pools::add);
        }
        return pools;
    }
}
