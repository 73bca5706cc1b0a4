package io.skep.control.engine.internal.object;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.NetworkSpec;
import java.util.Map;

/** Specs of swarm networks: the ones every cluster has, and what users' ones must fulfil. */
public final class Overlay {

    private static final String PREDEFINED = "com.docker.swarm.predefined";
    private static final String OVERLAY = "overlay";

    private Overlay() {}

    /** NW-5: the network that published ports arrive on. */
    public static NetworkSpec ingress() {
        return own("ingress", Map.of(), OVERLAY, true);
    }

    /** NW-2: a network that every node has by itself. */
    public static NetworkSpec predefined(String name) {
        return own(name, Map.of(PREDEFINED, "true"), name, false);
    }

    private static NetworkSpec own(
            String name, Map<String, String> labels, String driver, boolean ingress) {
        return new NetworkSpec(
                name, labels, driver, Map.of(), false, false, false, ingress, null, "", "swarm");
    }

    static boolean predefined(NetworkSpec spec) {
        return spec.labels().containsKey(PREDEFINED);
    }

    static NetworkSpec of(NetworkSpec given) {
        return new NetworkSpec(
                given.name(),
                given.labels(),
                given.driver().isEmpty() ? OVERLAY : given.driver(),
                given.driverOpts(),
                given.ipv6(),
                given.internal(),
                given.attachable(),
                given.ingress(),
                given.ipam(),
                given.configFrom(),
                given.scope().isEmpty() ? "swarm" : given.scope());
    }

    static void check(NetworkSpec spec) {
        if (predefined(spec)) {
            throw Refusals.plain(
                    Code.FORBIDDEN,
                    "rpc error: code = PermissionDenied desc = label %s is for internally created"
                            + " predefined networks and cannot be applied by users",
                    PREDEFINED);
        }
        if (spec.ingress() && !spec.driver().equals(OVERLAY)) {
            throw Refusals.unimplemented(
                    "only overlay driver is currently supported for ingress network");
        }
        if (spec.ingress() && spec.attachable()) {
            throw Refusals.invalid("ingress network cannot be attachable");
        }
        var ipam = spec.ipam();
        if (ipam != null) {
            ipam.config().forEach(Subnets::check);
        }
    }
}
