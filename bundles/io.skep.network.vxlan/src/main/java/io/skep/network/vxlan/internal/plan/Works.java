package io.skep.network.vxlan.internal.plan;

import io.skep.network.vxlan.internal.plan.Net.Tunnel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done so that interfaces are as they are to be; nothing when they are so.
 *
 * @param links for {@code ip -batch}
 * @param ports for {@code bridge -batch}, afterwards
 */
public record Works(List<String> links, List<String> ports) {

    private static final String QUIET =
            " learning off neigh_suppress on flood off mcast_flood off bcast_flood off";

    /** Copies the lists. */
    public Works {
        links = List.copyOf(links);
        ports = List.copyOf(ports);
    }

    /** Whether there is nothing to do. */
    public boolean none() {
        return links.isEmpty() && ports.isEmpty();
    }

    /**
     * For networks whose bridges the engine has made, or not any more.
     *
     * @param lost interfaces that hung on bridges which are gone
     */
    public static Works building(
            String mark,
            Collection<Net> nets,
            SortedMap<String, Iface> seen,
            Collection<Iface> lost) {
        var draft = new Draft(mark, seen);
        nets.forEach(draft::net);
        lost.forEach(draft::again);
        return new Works(draft.links, draft.ports);
    }

    /** Our interfaces of a kind that no network wants. */
    public static List<String> superfluous(
            String mark, String kind, Collection<Net> nets, Collection<Iface> seen) {
        var wanted = new TreeSet<String>();
        for (var net : nets) {
            wanted.add(net.bridge());
            wanted.add(net.tunnel().name());
        }
        return seen.stream()
                .filter(iface -> iface.is(kind) && iface.isOurs(mark))
                .map(Iface::name)
                .filter(name -> !wanted.contains(name))
                .map(name -> "link del " + name)
                .toList();
    }

    private static final class Draft {

        private final String mark;
        private final SortedMap<String, Iface> seen;
        private final List<String> links = new ArrayList<>();
        private final List<String> ports = new ArrayList<>();

        private Draft(String mark, SortedMap<String, Iface> seen) {
            this.mark = mark;
            this.seen = seen;
        }

        private void net(Net net) {
            bridge(net);
            if (net.tunnel().there()) {
                tunnel(net, net.tunnel());
            }
        }

        private void bridge(Net net) {
            var there = seen.get(net.bridge());
            if (there == null) {
                links.add("link add " + net.bridge() + " type bridge");
            }
            net.addresses().stream()
                    .filter(address -> there == null || !there.addresses().contains(address))
                    .forEach(address -> links.add("addr add " + address + " dev " + net.bridge()));
            if (there == null || !there.traits().mac().equals(net.mac())) {
                links.add("link set dev " + net.bridge() + " address " + net.mac());
            }
            traits(net.bridge(), there == null ? null : there.traits(), net.mtu());
        }

        private void traits(String name, Iface.@Nullable Traits there, int mtu) {
            if (there == null || there.mtu() != mtu) {
                links.add("link set dev " + name + " mtu " + mtu);
            }
            if (there == null || !there.mark().equals(mark)) {
                links.add("link set dev " + name + " alias " + mark);
            }
            if (there == null || !there.up()) {
                links.add("link set dev " + name + " up");
            }
        }

        private void tunnel(Net net, Tunnel wanted) {
            var there = seen.get(wanted.name());
            if (there != null && !there.tunnel().equals(wanted)) {
                links.add("link del " + wanted.name());
                there = null;
            }
            if (there == null) {
                links.add(
                        "link add %s mtu %d type vxlan id %d dstport %d local %s nolearning"
                                .formatted(
                                        wanted.name(),
                                        net.mtu(),
                                        wanted.number(),
                                        wanted.port(),
                                        wanted.local()));
            }
            boolean hangs = there != null && there.port().master().equals(net.bridge());
            if (!hangs) {
                links.add("link set dev " + wanted.name() + " master " + net.bridge());
            }
            traits(wanted.name(), there == null ? null : there.traits(), net.mtu());
            if (there == null || !hangs || !there.port().quiet()) {
                ports.add("link set dev " + wanted.name() + QUIET);
            }
        }

        /** Hangs a container's interface on its bridge again. */
        private void again(Iface lost) {
            links.add("link set dev " + lost.name() + " master " + lost.port().master());
            if (lost.port().hairpin()) {
                ports.add("link set dev " + lost.name() + " hairpin on");
            }
        }
    }
}
