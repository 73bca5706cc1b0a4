package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.allocator.internal.range.Block;
import io.skep.allocator.internal.range.Blocks;
import io.skep.model.Network;
import io.skep.model.NetworkPlan;
import io.skep.model.Node;
import io.skep.model.View;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Chooses subnets and overlay numbers, and remembers what is taken. Source: swarm-behaviour NW-6,
 * NW-8.
 */
final class Plans {

    /** Above Docker's own numbers, so that an engine in swarm mode may be on the same machine. */
    static final int FIRST_OVERLAY = 0x10000;

    private static final int LAST_OVERLAY = 0xffffff;
    private static final String OVERLAY_OPTION = "com.docker.network.driver.overlay.vxlanid_list";

    private final Addressing addressing;
    private final Blocks taken = new Blocks();
    private final SortedSet<Integer> overlays = new TreeSet<>();

    /** As a view's plans say. */
    Plans(View view) {
        this.addressing =
                view.cluster()
                        .map(cluster -> cluster.spec().value().addressing())
                        .orElse(Addressing.DEFAULT);
        for (var network : view.networks()) {
            var plan = network.plan();
            if (plan != null) {
                take(plan.value());
            }
        }
        view.nodes().forEach(this::avoid);
    }

    /** Where a node is, and what its machine reaches otherwise, is nobody's to have. */
    private void avoid(Node node) {
        var status = node.status();
        if (status != null) {
            var known = status.value();
            known.underlay().routes().forEach(this::avoid);
            List.of(known.addr(), known.dataPath()).forEach(this::avoidAddress);
        }
    }

    /** A way that leads to all of a pool and more is no reason to have no networks at all. */
    private void avoid(String cidr) {
        Block.of(cidr)
                .filter(way -> blocks(addressing.pools()).noneMatch(way::contains))
                .ifPresent(taken::cover);
    }

    private static Stream<Block> blocks(List<String> pools) {
        return pools.stream().flatMap(pool -> Block.of(pool).stream());
    }

    private void avoidAddress(String text) {
        Address.of(text)
                .map(address -> Block.around(address, address.width()))
                .ifPresent(taken::cover);
    }

    private void take(NetworkPlan plan) {
        plan.pools().forEach(pool -> Block.of(pool.subnet()).ifPresent(taken::take));
        overlays.add(plan.overlay());
    }

    /** A plan for a network that has none. */
    Outcome<NetworkPlan> plan(Network network) {
        var spec = network.spec().value();
        if (!Overlays.managed(spec)) {
            return new Outcome.Granted<>(new NetworkPlan(List.of(), List.of(), 0));
        }
        var number = number(spec);
        if (number.isEmpty()) {
            return new Outcome.Refused<>("no vxlan id is free for network " + spec.name());
        }
        return pools(spec).fold(pools -> granted(pools, number.get()), Outcome.Refused::new);
    }

    private Outcome<NetworkPlan> granted(List<IpamPool> pools, int number) {
        var plan = new NetworkPlan(pools, pools.stream().map(Pool::virtual).toList(), number);
        take(plan);
        return new Outcome.Granted<>(plan);
    }

    /** All its subnets or none: nothing is taken before all are found. */
    private Outcome<List<IpamPool>> pools(NetworkSpec spec) {
        var found = new ArrayList<IpamPool>();
        var own = new Blocks();
        for (var wish : wishes(spec)) {
            var subnet = Block.of(wish.subnet()).or(this::next);
            if (subnet.isEmpty()) {
                return new Outcome.Refused<>(
                        "could not find an available, non-overlapping IPv4 address pool among the"
                                + " defaults to assign to the network");
            }
            if (taken.clash(subnet.get()).or(() -> own.clash(subnet.get())).isPresent()) {
                return new Outcome.Refused<>(
                        "Pool overlaps with other one on this address space: " + subnet.get());
            }
            own.take(subnet.get());
            found.add(Pool.filled(wish, subnet.get()));
        }
        return new Outcome.Granted<>(found);
    }

    /** IPv4 first; one that is left open when none is given. Source: swarm-behaviour NW-7 */
    private static List<IpamPool> wishes(NetworkSpec spec) {
        var ipam = spec.ipam();
        var wishes = new ArrayList<IpamPool>();
        if (ipam != null) {
            ipam.config().stream().filter(Plans::four).forEach(wishes::add);
        }
        if (wishes.isEmpty()) {
            wishes.add(new IpamPool("", "", "", Map.of()));
        }
        if (ipam != null && spec.ipv6()) {
            ipam.config().stream().filter(wish -> !four(wish)).forEach(wishes::add);
        }
        return wishes;
    }

    private static boolean four(IpamPool wish) {
        return !wish.subnet().contains(":");
    }

    private Optional<Block> next() {
        return blocks(addressing.pools())
                .flatMap(pool -> taken.free(pool, addressing.subnetSize()).stream())
                .findFirst();
    }

    private Optional<Integer> number(NetworkSpec spec) {
        var given = spec.driverOpts().getOrDefault(OVERLAY_OPTION, "").split(",")[0].trim();
        if (given.matches("\\d{1,8}")) {
            return Optional.of(Integer.valueOf(given)).filter(number -> !overlays.contains(number));
        }
        var ours = overlays.tailSet(FIRST_OVERLAY);
        int next = ours.isEmpty() ? FIRST_OVERLAY : ours.last() + 1;
        return next <= LAST_OVERLAY ? Optional.of(next) : gap();
    }

    private Optional<Integer> gap() {
        int next = FIRST_OVERLAY;
        for (int number : overlays.tailSet(FIRST_OVERLAY)) {
            if (number != next) {
                return Optional.of(next);
            }
            next++;
        }
        return next <= LAST_OVERLAY ? Optional.of(next) : Optional.empty();
    }
}
