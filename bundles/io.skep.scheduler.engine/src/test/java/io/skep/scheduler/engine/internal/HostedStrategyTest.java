package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Strategies that come, go and misbehave. */
class HostedStrategyTest {

    private static final SchedulingStrategy FIRST =
            (group, candidates) ->
                    List.of(new Placement(group.tasks().get(0), candidates.get(0).node()));

    private final Rig rig = new Rig();
    private final World world = rig.world;

    @Test
    void leavesTasksPendingWhileTheWantedStrategyIsNotThere() {
        rig.with("spread", new LeastLoaded());
        world.plug("mine").node("n1").pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals(TaskState.PENDING, world.plan("t1").phase());
        assertEquals(
                "no suitable node (scheduling strategy \"mine\" is not available)",
                rig.error("t1"));
        assertEquals(0, rig.plan());
    }

    @Test
    void placesThemAsSoonAsItComes() {
        world.plug("mine").node("n1").pending("t1", "s", Specs.ANY);
        rig.plan();

        rig.with("mine", FIRST);
        rig.plan(false);

        assertEquals("n1", world.nodeOf("t1"));
        assertEquals("mine 1.0.0", world.plan("t1").placedBy());
    }

    @Test
    void placesThemAsSoonAsAnotherIsChosen() {
        rig.with("spread", new LeastLoaded());
        world.plug("mine").node("n1").pending("t1", "s", Specs.ANY);
        rig.plan();

        world.plug("spread");
        rig.plan(false);

        assertEquals("spread 1.0.0", world.plan("t1").placedBy());
    }

    @Test
    void confirmsBoundTasksWithoutAStrategy() {
        world.plug("mine").node("n1").bound("t1", "s", Specs.ANY, "n1");

        rig.plan();

        assertEquals(TaskState.ASSIGNED, world.plan("t1").phase());
    }

    @Test
    void SCH_2_refusesNodesThatAreNoCandidates() {
        rig.with(
                "spread",
                (group, candidates) ->
                        List.of(new Placement(group.tasks().get(0), new NodeId("n9"))));

        assertEquals(
                "no suitable node (scheduling strategy \"spread\" broke rule SCH-2:"
                        + " node n9 is no candidate)",
                refused());
    }

    @Test
    void SCH_3_refusesTasksPlacedTwice() {
        rig.with(
                "spread",
                (group, candidates) -> {
                    var twice = new Placement(group.tasks().get(0), candidates.get(0).node());
                    return List.of(twice, twice);
                });

        assertEquals(
                "no suitable node (scheduling strategy \"spread\" broke rule SCH-3:"
                        + " task t1 is placed twice or was not asked for)",
                refused());
    }

    @Test
    void SCH_3_refusesTasksThatWereNotAskedFor() {
        rig.with(
                "spread",
                (group, candidates) ->
                        List.of(new Placement(new TaskId("t9"), candidates.get(0).node())));

        assertTrue(refused().contains("SCH-3: task t9"));
    }

    @Test
    void SCH_4_refusesMoreTasksThanThereIsRoomFor() {
        rig.with(
                "spread",
                (group, candidates) ->
                        group.tasks().stream()
                                .map(task -> new Placement(task, candidates.get(0).node()))
                                .toList());
        world.pending("t2", "s", Specs.reserving(3 * World.CPU, 0));

        assertEquals(
                "no suitable node (scheduling strategy \"spread\" broke rule SCH-4:"
                        + " node n1 has no room for so many)",
                refused());
        assertEquals("", world.nodeOf("t2"), "nothing of the answer is used");
    }

    @Test
    void SCH_5_saysThatAStrategyLeftRoomUnused() {
        rig.with("spread", (group, candidates) -> List.of());

        assertEquals(
                "no suitable node (strategy \"spread\" placed fewer tasks than there is room for)",
                refused());
    }

    @Test
    void showsWhyAStrategyFailed() {
        rig.with(
                "spread",
                (group, candidates) -> {
                    throw new IllegalStateException("bundle is gone");
                });

        assertEquals(
                "no suitable node (scheduling strategy \"spread\" failed:"
                        + " java.lang.IllegalStateException: bundle is gone)",
                refused());
        assertTrue(rig.strategies.rows("spread").get(0).note().contains("bundle is gone"));
    }

    @Test
    void showsWhyARankingFailedAndPlacesNothingMoreWithIt() {
        var calls = new AtomicInteger();
        rig.with(
                "spread",
                new Ranks(
                        (a, b) -> {
                            if (calls.incrementAndGet() == 3) {
                                throw new IllegalStateException("bundle is gone");
                            }
                            return Integer.compare(a.tasks(), b.tasks());
                        }));
        world.node("n1").node("n2").node("n3");
        for (int i = 0; i < 12; i++) {
            world.pending("t" + i, "s" + i / 3, Specs.reserving(3 * World.CPU, 0));
        }

        rig.plan();

        var first = world.plan("t0").err() + world.plan("t1").err() + world.plan("t2").err();
        assertTrue(first.contains("failed: java.lang.IllegalStateException: bundle is gone"));
        assertTrue(
                List.of("n1", "n2", "n3").stream().allMatch(node -> world.count(node) <= 1),
                "no node has more than it has room for");
    }

    @Test
    void neverOverfillsNodesForARankingThatContradictsItself() {
        rig.with("spread", new Ranks((a, b) -> 1));
        world.node("n1").node("n2").node("n3");
        for (int i = 0; i < 5; i++) {
            world.pending("t" + i, "s", Specs.reserving(3 * World.CPU, 0));
        }

        rig.plan();

        assertEquals(
                List.of(1L, 1L, 1L), List.of("n1", "n2", "n3").stream().map(world::count).toList());
        assertEquals("no suitable node (insufficient resources on 3 nodes)", rig.error("t4"));
    }

    @Test
    void doesNotCallAStrategyThatWentDuringTheTurn() {
        var leaves =
                new SchedulingStrategy() {
                    @Override
                    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
                        rig.strategies.unbind(this);
                        return FIRST.place(group, candidates);
                    }
                };
        rig.with("spread", leaves);
        world.node("n1").pending("t1", "a", Specs.ANY).pending("t2", "b", Specs.ANY);

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
        assertEquals(
                "no suitable node (scheduling strategy \"spread\" is not available)",
                rig.error("t2"));
    }

    @Test
    void listsStrategiesAndWhichOneWorks() {
        rig.with("spread", new LeastLoaded()).with("mine", FIRST);

        var rows = rig.strategies.rows("spread");

        assertEquals(
                List.of("mine 1.0.0 available 0", "spread 1.0.0 live 1"),
                rows.stream()
                        .map(
                                row ->
                                        row.info().name()
                                                + " "
                                                + row.info().version()
                                                + " "
                                                + row.state()
                                                + " "
                                                + row.epoch())
                        .toList());
    }

    @Test
    void usesTheOneThatCameFirstOfTwoWithOneName() {
        var second = new LeastLoaded();
        rig.with("mine", FIRST).with("mine", second);

        assertEquals(1, rig.strategies.named("mine").orElseThrow().epoch());
        rig.strategies.unbind(FIRST);

        assertEquals(2, rig.strategies.named("mine").orElseThrow().epoch());
    }

    /** Ranks, and is never asked for a list. */
    private record Ranks(Comparator<Candidate> ranking) implements SchedulingStrategy, Ranking {
        @Override
        public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
            throw new AssertionError("ranking is enough");
        }
    }

    private String refused() {
        world.node("n1").pending("t1", "s", Specs.reserving(3 * World.CPU, 0));
        rig.plan();
        assertEquals("", world.nodeOf("t1"));
        return rig.error("t1");
    }
}
