package io.skep.planner.engine.internal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageOrderTest {

    private record Named(String name, List<String> follows, int version) implements Stage {
        Named(String name, String... follows) {
            this(name, List.of(follows), 1);
        }

        @Override
        public void plan(Turn turn) {}
    }

    private static List<String> names(Stage... stages) {
        return StageOrder.of(List.of(stages)).stages().stream().map(Stage::name).toList();
    }

    @Test
    void ordersStagesByWhatTheyFollowHoweverTheyCame() {
        assertEquals(
                List.of("orchestrate", "update", "allocate", "schedule"),
                names(
                        new Named("schedule", "allocate"),
                        new Named("allocate", "update"),
                        new Named("orchestrate"),
                        new Named("update", "orchestrate")));
    }

    @Test
    void ordersByNameWhereNothingIsSaid() {
        assertEquals(List.of("a", "b", "c"), names(new Named("c"), new Named("a"), new Named("b")));
    }

    @Test
    void ignoresNamesThatAreNotThere() {
        assertEquals(List.of("a", "b"), names(new Named("b", "a", "gone"), new Named("a", "gone")));
    }

    @Test
    void reportsStagesThatFollowOneAnotherInACircleAndRunsThemLast() {
        var order =
                StageOrder.of(
                        List.of(new Named("x", "y"), new Named("y", "x"), new Named("z", "zz")));

        assertEquals(List.of("x", "y"), order.cycle());
        assertEquals(List.of("z", "x", "y"), order.stages().stream().map(Stage::name).toList());
    }

    @Test
    void takesTheNewestOfTwoStagesOfOneName() {
        var old = new Named("a", List.of(), 1);
        var fresh = new Named("a", List.of(), 2);

        assertEquals(List.of(fresh), StageOrder.of(List.of(old, fresh)).stages());
    }
}
