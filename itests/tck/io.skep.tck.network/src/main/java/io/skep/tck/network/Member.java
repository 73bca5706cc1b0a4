package io.skep.tck.network;

import io.skep.itests.hosts.Host;
import io.skep.model.NodeId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import java.util.Objects;

/**
 * A driver that works on a host.
 *
 * @param host the host
 * @param driver the driver
 * @param stand calls it
 */
record Member(Host host, NetworkDriver driver, Stand stand) {

    Made make(Wiring wish) {
        return stand.ask(() -> driver.make(new NodeId(host.name()), wish));
    }

    /** Makes it, and says where what is on this network is plugged in. */
    Link link(Wiring wish, int network) {
        var made = make(wish);
        return Objects.requireNonNull(
                made.links().get(Networks.id(network)),
                () -> "no network " + network + " on " + host.name() + ": " + made);
    }

    void close() {
        stand.close(driver);
    }
}
