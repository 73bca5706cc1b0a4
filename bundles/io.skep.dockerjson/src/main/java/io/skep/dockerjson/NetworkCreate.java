package io.skep.dockerjson;

import io.skep.model.spec.Given;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.NetworkSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker network create} asks for.
 *
 * @param name of the network
 * @param driver empty means the engine's default
 * @param scope {@code swarm}, {@code local} or empty
 * @param enableIPv6 whether it has IPv6 addresses
 * @param ipam address management
 * @param internal whether it has no way out
 * @param attachable whether plain containers may join
 * @param ingress whether it is the routing mesh
 * @param configOnly whether it only lends its settings
 * @param configFrom which one lends its settings
 * @param options of the driver
 * @param labels free text of the user
 */
public record NetworkCreate(
        String name,
        String driver,
        String scope,
        boolean enableIPv6,
        @Nullable Ipam ipam,
        boolean internal,
        boolean attachable,
        boolean ingress,
        boolean configOnly,
        @Nullable Lender configFrom,
        Map<String, String> options,
        Map<String, String> labels) {

    private static final String SWARM = "swarm";

    /** Fills what is absent. */
    public NetworkCreate {
        driver = Given.text(driver);
        scope = Given.text(scope);
    }

    /** A network that lends its settings. */
    public record Lender(String network) {}

    /** Whether it spans nodes; otherwise it is the local engine's business. */
    public boolean swarm() {
        return !configOnly && (scope.equals(SWARM) || driver.equals("overlay") || ingress);
    }

    /** The wish. */
    public NetworkSpec spec() {
        return new NetworkSpec(
                name,
                labels,
                driver,
                options,
                enableIPv6,
                internal,
                attachable,
                ingress,
                ipam,
                configFrom == null ? "" : configFrom.network(),
                SWARM);
    }
}
