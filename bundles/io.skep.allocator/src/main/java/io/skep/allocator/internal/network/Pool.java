package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.allocator.internal.range.Block;
import io.skep.model.spec.IpamPool;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A subnet: what is handed out, and what never is. Source: swarm-behaviour NW-6, NW-9.
 *
 * @param subnet all of it
 * @param range what tasks get, without what services get
 * @param virtual what services get; absent where the range is too small
 * @param reserved addresses that nobody gets
 */
record Pool(Block subnet, Block range, @Nullable Block virtual, SortedSet<Address> reserved) {

    private static final int EIGHT = 3;

    /** A pool as planned; absent when the plan has no subnet. */
    static Optional<Pool> of(IpamPool plan, String virtual) {
        return Block.of(plan.subnet())
                .map(
                        subnet ->
                                new Pool(
                                        subnet,
                                        Block.of(plan.ipRange()).orElse(subnet),
                                        Block.of(virtual).orElse(null),
                                        reserved(subnet, plan)));
    }

    /** The wish, with a subnet and a gateway: the first address that is left. */
    static IpamPool filled(IpamPool wish, Block subnet) {
        var range = Block.of(wish.ipRange()).orElse(subnet);
        var gateway = wish.gateway();
        return new IpamPool(
                subnet.toString(),
                wish.ipRange().isEmpty() ? "" : range.toString(),
                gateway.isEmpty() ? first(range, reserved(subnet, wish)) : written(gateway),
                wish.auxAddresses());
    }

    /** As everybody writes it. */
    private static String written(String address) {
        return Address.of(address).map(Address::toString).orElse(address);
    }

    private static String first(Block range, SortedSet<Address> reserved) {
        var next = range.first();
        while (reserved.contains(next)) {
            next = next.plus(1);
        }
        return range.contains(next) ? next.toString() : "";
    }

    private static SortedSet<Address> reserved(Block subnet, IpamPool plan) {
        var reserved = new TreeSet<Address>(edges(subnet));
        Address.of(plan.gateway()).ifPresent(reserved::add);
        plan.auxAddresses().values().forEach(aux -> Address.of(aux).ifPresent(reserved::add));
        return reserved;
    }

    private static SortedSet<Address> edges(Block subnet) {
        var edges = new TreeSet<Address>();
        if (subnet.bits() < subnet.first().width() - 1) {
            edges.add(subnet.first());
            if (subnet.first().four()) {
                edges.add(subnet.last());
            }
        }
        return edges;
    }

    /**
     * The part of a filled pool that services get: a quarter, or half of eight addresses. The
     * uppermost one in which nobody has an address already; empty when the pool is too small.
     */
    static String virtual(IpamPool filled) {
        var subnet = Block.of(filled.subnet()).orElseThrow();
        var range = Block.of(filled.ipRange()).orElse(subnet);
        int host = range.first().width() - range.bits();
        if (host < EIGHT) {
            return "";
        }
        int cut = host == EIGHT ? 1 : 2;
        var given = reserved(subnet, filled);
        given.removeAll(edges(subnet));
        for (int part = (1 << cut) - 1; part > 0; part--) {
            var block = range.part(cut, part);
            if (given.stream().noneMatch(block::contains)) {
                return block.toString();
            }
        }
        return range.part(cut, (1 << cut) - 1).toString();
    }

    /** Whether an address is one of those that tasks get. */
    boolean isForTasks(Address address) {
        return range.contains(address) && (virtual == null || !virtual.contains(address));
    }

    /** Bits of its addresses. */
    int width() {
        return subnet.first().width();
    }

    /** An address with the length of its subnet's prefix. */
    String cidr(Address address) {
        return address + "/" + subnet.bits();
    }
}
