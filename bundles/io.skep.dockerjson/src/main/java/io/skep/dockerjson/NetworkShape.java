package io.skep.dockerjson;

import io.skep.model.Network;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.NetworkSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A swarm network as clients see it. Source: docker-api-notes 3. */
public final class NetworkShape {

    private NetworkShape() {}

    /** A network. */
    public static Shape of(Network network) {
        var spec = network.spec().value();
        return new Shape()
                .with("Name", spec.name())
                .with("Id", network.id())
                .with("Created", network.spec().createdAt())
                .with("Scope", "swarm")
                .with("Driver", spec.driver())
                .with("EnableIPv4", true)
                .with("EnableIPv6", spec.ipv6())
                .with("IPAM", ipam(spec.ipam()))
                .with("Internal", spec.internal())
                .with("Attachable", spec.attachable())
                .with("Ingress", spec.ingress())
                .with("ConfigFrom", new Shape().with("Network", spec.configFrom()))
                .with("ConfigOnly", false)
                .with("Containers", Map.of())
                .with("Options", spec.driverOpts())
                .with("Labels", spec.labels());
    }

    /** Whether every node has it by itself: hidden from lists. */
    public static boolean predefined(NetworkSpec spec) {
        return spec.labels().containsKey("com.docker.swarm.predefined");
    }

    private static Shape ipam(@Nullable Ipam ipam) {
        var driver = ipam == null || ipam.driver().isEmpty() ? "default" : ipam.driver();
        boolean optionless = ipam == null || ipam.options().isEmpty();
        return new Shape()
                .with("Driver", driver)
                .with("Options", optionless ? null : ipam.options())
                .with("Config", ipam == null ? List.of() : ipam.config());
    }
}
