package io.skep.network.nftables.internal.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.net.Traffic;
import io.skep.network.nftables.internal.Wirings;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    @Test
    void nothingIsTouchedWhenNothingChanged() {
        assertEquals("", rules("10.50.0.2", "10.50.0.3").since(rules("10.50.0.2", "10.50.0.3")));
    }

    @Test
    void aChangedServiceTouchesItsOwnChainOnly() {
        var change = rules("10.50.0.2", "10.50.0.4").since(rules("10.50.0.2", "10.50.0.3"));

        assertTrue(change.contains("flush chain ip skep v_a_web\n"), change);
        assertTrue(change.contains("map { 0 : 10.50.0.2, 1 : 10.50.0.4 }"), change);
        assertFalse(change.contains("v_a_db"), change);
        assertFalse(change.contains("@virtual"), change);
    }

    @Test
    void aServiceWithoutTasksHasNoRuleAndNoChain() {
        var change = rules().since(rules("10.50.0.2"));

        assertTrue(
                change.contains("delete element ip skep virtual { 10.50.0.200 : goto v_a_web }"));
        assertTrue(change.contains("delete chain ip skep v_a_web"));
    }

    private static RuleSet rules(String... web) {
        var wirings =
                new Wirings()
                        .network()
                        .service("web", "10.50.0.200")
                        .service("db", "10.50.0.201")
                        .task("db", "10.50.0.9", Traffic.SERVING);
        for (var task : web) {
            wirings.task("web", task, Traffic.SERVING);
        }
        return new Plans(Family.FOUR, true).rules(wirings.at(Wirings.TWO));
    }
}
