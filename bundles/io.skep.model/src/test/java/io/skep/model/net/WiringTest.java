package io.skep.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {

    private static final Endpoint HERE = endpoint("t1");
    private static final Endpoint THERE = endpoint("t2");
    private static final Frontend WEB =
            new Frontend(
                    new NetworkId("n1"),
                    new ServiceId("s1"),
                    "web",
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of());

    @Test
    void takesWhatIsNewAndForgetsWhatIsGone() {
        var known =
                Wiring.EMPTY.after(
                        1,
                        4789,
                        new Wiring.News(
                                List.of(),
                                List.of(HERE, THERE),
                                List.of(WEB),
                                List.of(new Passage(new TaskId("t1"), true, false, Duration.ZERO)),
                                List.of()));

        var later =
                known.after(
                        2,
                        4789,
                        new Wiring.News(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(HERE.key(), WEB.key(), "t1")));

        assertEquals(List.of(THERE), List.copyOf(later.endpoints().values()));
        assertEquals(Map.of(), later.frontends());
        assertEquals(Map.of(), later.passages());
        assertEquals(2, known.endpoints().size(), "what was known does not change");
    }

    private static Endpoint endpoint(String task) {
        return new Endpoint(
                new NetworkId("n1"),
                new TaskId(task),
                new ServiceId("s1"),
                new NodeId("m1"),
                "127.0.0.1",
                List.of("10.0.1.3/24"),
                1,
                "web.1." + task,
                Traffic.SERVING);
    }
}
