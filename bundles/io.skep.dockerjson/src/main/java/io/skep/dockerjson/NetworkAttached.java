package io.skep.dockerjson;

import io.skep.model.Network;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.IpamPool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A swarm network as a task shows it: another form than that of the network itself. */
final class NetworkAttached {

    private NetworkAttached() {}

    static Shape of(Network network) {
        var spec = network.spec().value();
        var shown =
                new Shape()
                        .with("Name", spec.name())
                        .with("Labels", spec.labels())
                        .with("DriverConfiguration", driver(spec.driver()))
                        .some("IPv6Enabled", spec.ipv6())
                        .some("Internal", spec.internal())
                        .some("Attachable", spec.attachable())
                        .some("Ingress", spec.ingress())
                        .some("IPAMOptions", wanted(spec.ipam()))
                        .with("Scope", "swarm");
        var shape = Shape.of(network.id().value(), network.spec()).with("Spec", shown);
        var plan = network.plan();
        if (plan == null || plan.value().pools().isEmpty()) {
            return shape.with("DriverState", driver(spec.driver()));
        }
        return shape.with("DriverState", driver(spec.driver()).with("Options", options(network)))
                .with("IPAMOptions", options("default", plan.value().pools()));
    }

    private static @Nullable Shape wanted(@Nullable Ipam ipam) {
        return ipam == null ? null : options(ipam.driver(), ipam.config());
    }

    private static Shape options(String driver, List<IpamPool> pools) {
        return new Shape()
                .with("Driver", driver(driver))
                .with("Configs", pools.stream().map(pool -> pool(pool).node()).toList());
    }

    private static Shape pool(IpamPool pool) {
        return new Shape()
                .some("Subnet", pool.subnet())
                .some("Range", pool.ipRange())
                .some("Gateway", pool.gateway());
    }

    private static Shape driver(String name) {
        return new Shape().with("Name", name);
    }

    private static Map<String, String> options(Network network) {
        return NetworkShape.options(network);
    }
}
