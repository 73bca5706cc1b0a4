package io.skep.network.nftables.internal.plan;

import io.skep.model.net.Frontend;
import io.skep.model.spec.PortConfig;
import java.util.Arrays;
import java.util.Map;

/** What a service's labels ask of balancing. */
final class Labels {

    /** {@code client}: requests of one client address go to one task as long as it serves. */
    private static final String AFFINITY = "skep.affinity";

    /** Ports such as {@code 8080/tcp,53/udp}, or {@code all}: tasks see the node's address. */
    private static final String SNAT = "skep.publish.snat";

    /** Published on this address of each node that has it only. */
    private static final String ADDRESS = "skep.publish.address";

    private static final String ALL = "all";

    private final Map<String, String> labels;

    Labels(Frontend frontend) {
        this.labels = frontend.labels();
    }

    boolean affine() {
        return "client".equals(labels.get(AFFINITY));
    }

    boolean hides(PortConfig port) {
        var ports = Arrays.asList(labels.getOrDefault(SNAT, "").split(","));
        return ports.contains(ALL)
                || ports.contains(port.publishedPort() + "/" + port.protocolOrTcp())
                || ports.contains(Integer.toString(port.publishedPort()));
    }

    /** Empty when on all. What is no address is no condition: the ports of a node are its own. */
    String address() {
        var address = labels.getOrDefault(ADDRESS, "");
        return address.matches("\\d{1,3}(\\.\\d{1,3}){3}") ? address : "";
    }
}
