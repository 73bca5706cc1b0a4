package io.skep.network.vxlan.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.model.spec.IpamPool;
import java.util.List;

/**
 * A network as it is to be on this node.
 *
 * @param id which
 * @param name what the engine calls it
 * @param bridge its interface
 * @param mac of the bridge
 * @param mtu of everything that hangs on it
 * @param pools its subnets
 * @param options how it differs from others
 * @param tunnel to other nodes; one that is {@linkplain Tunnel#NONE not there} on networks that
 *     stay here
 */
public record Net(
        NetworkId id,
        String name,
        String bridge,
        String mac,
        int mtu,
        List<IpamPool> pools,
        Options options,
        Tunnel tunnel) {

    /**
     * How it differs.
     *
     * @param internal no way out
     * @param attachable plain containers may join
     * @param ipv6 it has IPv6 addresses
     */
    public record Options(boolean internal, boolean attachable, boolean ipv6) {}

    /**
     * The port to other nodes.
     *
     * @param name of the interface
     * @param number that tells frames apart on the wire
     * @param port UDP
     * @param local this node's data path address
     */
    public record Tunnel(String name, int number, int port, String local) {

        /** There is none. */
        public static final Tunnel NONE = new Tunnel("", 0, 0, "");

        /** Whether there is one. */
        public boolean there() {
            return !name.isEmpty();
        }
    }

    /** Copies the pools. */
    public Net {
        pools = List.copyOf(pools);
    }

    /** The bridge's addresses with their prefix lengths. */
    public List<String> addresses() {
        return pools.stream()
                .map(pool -> pool.gateway() + pool.subnet().substring(pool.subnet().indexOf('/')))
                .toList();
    }

    /** The way to what is behind another node. */
    Ways.Hop hop(String mac, String host) {
        boolean veiled = !Names.isFour(tunnel.local());
        return new Ways.Hop(mac, tunnel.name(), veiled ? Names.veiled(host) : host);
    }

    /** What others are told. */
    public Link link() {
        return new Link(id, name, bridge, pools.stream().map(IpamPool::gateway).toList());
    }
}
