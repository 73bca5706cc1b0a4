package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.ServiceId;
import io.skep.model.VirtualIp;
import io.skep.model.spec.Given;
import io.skep.model.spec.PortConfig;
import java.util.List;
import java.util.Map;

/**
 * A service on one network: what leads to its endpoints there.
 *
 * @param network the network
 * @param service the service
 * @param name its name
 * @param aliases further names there
 * @param virtualIps its addresses there; none when its name leads to the tasks themselves
 * @param ports published on every node; on the ingress network only
 * @param labels the service's labels that begin with {@code skep.}
 */
public record Frontend(
        NetworkId network,
        ServiceId service,
        String name,
        List<String> aliases,
        List<VirtualIp> virtualIps,
        List<PortConfig> ports,
        Map<String, String> labels) {

    /** Copies, orders and fills what is absent. */
    public Frontend {
        name = Given.text(name);
        aliases = Given.list(aliases);
        virtualIps = Given.list(virtualIps);
        ports = Given.list(ports);
        labels = Given.map(labels);
    }

    /** Tells it from all others. */
    public String key() {
        return network + "/" + service;
    }
}
