package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.scheduler.binpack.internal.BinpackStrategy;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spread.internal.SpreadStrategy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is fast decides the same as what is plain, in worlds drawn from seeds. */
class EquivalenceTest {

    private static final int WORLDS = 50;

    @Test
    void SC_6_spreadsAsOneTaskAfterAnotherWould() {
        agrees(new SpreadStrategy());
    }

    @Test
    void packsAsOneTaskAfterAnotherWould() {
        agrees(new BinpackStrategy());
    }

    @Test
    void PL_5_spreadsOverLabelsTheSameWhicheverWayItAsks() {
        int placed = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            var world = new World();
            RandomWorld.draw(seed, world, true);

            var ranked = plan(world, new SpreadStrategy());
            var listed = plan(world, new LeastLoaded());

            assertEquals(listed, ranked, "seed " + seed);
            placed += ranked.size();
        }
        assertTrue(placed > WORLDS, "worlds in which something happens");
    }

    private static <S extends SchedulingStrategy & Ranking> void agrees(S strategy) {
        int placed = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            var world = new World();
            RandomWorld.draw(seed, world, false);

            var ranked = plan(world, strategy);
            var listed = plan(world, strategy::place);

            assertEquals(PlainSwarm.place(world.state(), strategy.ranking()), ranked, seed(seed));
            assertEquals(ranked, listed, seed(seed));
            placed += ranked.size();
        }
        assertTrue(placed > WORLDS, "worlds in which something happens");
    }

    private static String seed(int seed) {
        return "seed " + seed;
    }

    private static Map<TaskId, NodeId> plan(World world, SchedulingStrategy strategy) {
        var strategies = new Strategies();
        strategies.bind(strategy, "spread", "1.0.0");
        var turn = new PaperTurn(world.state(), world.now(), true);
        new Schedule(strategies).plan(turn);
        var placed = new TreeMap<TaskId, NodeId>();
        for (var change : turn.changes()) {
            var plan = (TaskPlan) ((Change.Put) change).value();
            if (plan.nodeId() != null) {
                placed.put(new TaskId(change.id()), plan.nodeId());
            }
        }
        return placed;
    }
}
