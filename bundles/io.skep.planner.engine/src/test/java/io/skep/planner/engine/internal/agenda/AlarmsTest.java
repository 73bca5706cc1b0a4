package io.skep.planner.engine.internal.agenda;

import static io.skep.planner.engine.internal.Samples.NOW;
import static io.skep.planner.engine.internal.Samples.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private final Alarms alarms = new Alarms();

    @Test
    void keepsTheEarliestOfSeveral() {
        alarms.set(Map.of(service("a"), NOW.plusSeconds(3)));
        alarms.set(Map.of(service("a"), NOW.plusSeconds(2), service("b"), NOW.plusSeconds(9)));

        assertEquals(Optional.of(NOW.plusSeconds(2)), alarms.next());
        assertEquals(List.of(), alarms.due(NOW.plusSeconds(1)));
        assertEquals(List.of(service("a")), alarms.due(NOW.plusSeconds(2)));
        assertEquals(Optional.of(NOW.plusSeconds(9)), alarms.next());
    }

    @Test
    void forgetsWhatWasAskedForAServiceThatIsLookedAt() {
        alarms.set(Map.of(service("a"), NOW));
        alarms.answered(List.of(service("a")));

        assertEquals(Optional.empty(), alarms.next());
    }
}
