package io.skep.network.nftables.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.nftables.internal.Wirings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

    @Test
    void leadsVirtualAddressesToThisNodeAndAnswersToTheirs() {
        var scene =
                new Wirings()
                        .network()
                        .ingress(Map.of("one", "10.77.0.1", "two", "10.77.0.2"))
                        .at(Wirings.ONE);

        var routes = Routes.of(scene);

        assertEquals(
                List.of(
                        "route replace local 10.50.0.192/26 dev sk-a proto 83",
                        "route replace local 10.60.0.192/26 dev sk-in proto 83",
                        "neigh replace 10.77.0.2 lladdr 02:ff:0a:4d:00:02 dev sk-in nud permanent",
                        "route replace default via 10.77.0.2 dev sk-in onlink table 1397555202 proto 83"),
                routes.routes());
        assertEquals(List.of(0x534d0002L), List.copyOf(routes.marks()));
        assertEquals(List.of("sk-in"), routes.bridges());
    }
}
