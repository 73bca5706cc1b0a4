package io.skep.network.nftables.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.net.Traffic;
import io.skep.network.nftables.internal.Wirings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaleTest {

    @Test
    void forgetsWhatIsGoneAndTheConversationsOfWhatLeaves() {
        var before =
                new Wirings()
                        .network()
                        .task("web", "10.50.0.2", Traffic.SERVING)
                        .task("web", "10.50.0.3", Traffic.SERVING)
                        .task("web", "10.50.0.4", Traffic.LEAVING)
                        .wiring();
        var after =
                new Wirings()
                        .network()
                        .task("web", "10.50.0.3", Traffic.LEAVING)
                        .task("web", "10.50.0.4", Traffic.LEAVING)
                        .wiring();

        var stale = Stale.between(before, after);

        assertEquals(Set.of("10.50.0.2"), stale.gone());
        assertEquals(Set.of("10.50.0.3"), stale.leaving());
    }

    @Test
    void forgetsCallsToATaskWhoseNodeDoesNotAnswer() {
        var before = new Wirings().network().task("web", "10.50.0.2", Traffic.SERVING).wiring();
        var after = new Wirings().network().task("web", "10.50.0.2", Traffic.LOST).wiring();

        assertEquals(Set.of("10.50.0.2"), Stale.between(before, after).leaving());
        assertEquals(Set.of(), Stale.between(after, after).leaving());
    }
}
