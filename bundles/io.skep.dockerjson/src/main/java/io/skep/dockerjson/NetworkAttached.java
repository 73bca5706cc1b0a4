package io.skep.dockerjson;

import io.skep.model.Network;
import java.util.Map;

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
                        .some("IPAMOptions", spec.ipam())
                        .with("Scope", "swarm");
        var shape = Shape.of(network.id().value(), network.spec()).with("Spec", shown);
        var plan = network.plan();
        if (plan == null || plan.value().pools().isEmpty()) {
            return shape.with("DriverState", driver(spec.driver()));
        }
        return shape.with("DriverState", driver(spec.driver()).with("Options", options(network)))
                .with(
                        "IPAMOptions",
                        new Shape()
                                .with("Driver", driver("default"))
                                .with("Configs", plan.value().pools()));
    }

    private static Shape driver(String name) {
        return new Shape().with("Name", name);
    }

    private static Map<String, String> options(Network network) {
        return NetworkShape.options(network);
    }
}
