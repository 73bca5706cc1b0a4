package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.RandomWalk;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.ServiceId;
import io.skep.model.Slot;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nodes come and go in an order a seed decides, and tasks move. */
class RebalanceWalkTest {

    private static final int SEEDS = Integer.getInteger("skep.seeds", 100) / 5;
    private static final int STEPS = 80;
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void neverTakesMoreThanTheBudgetAndComesToRestLevelled() {
        var one = Long.getLong("skep.seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? SEEDS : one + 1); seed++) {
            try {
                new Walk(seed).walk();
            } catch (AssertionError failure) {
                throw new AssertionError("-Dskep.seed=" + seed, failure);
            }
        }
    }

    @Test
    void comesToRestAsWantedWhateverElseHappens() {
        var one = Long.getLong("skep.seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? SEEDS : one + 1); seed++) {
            try {
                var labels = Map.of("skep.rebalance", "" + (1 + seed % 3));
                new RandomWalk(new Hall().bench, seed, true, labels).walk();
            } catch (AssertionError failure) {
                throw new AssertionError("-Dskep.seed=" + seed, failure);
            }
        }
    }

    private static final class Walk {

        private final Random chance;
        private final Hall hall = Hall.of(3);
        private final Map<ServiceId, Integer> budgets = new TreeMap<>();
        private int nodes = 3;

        Walk(long seed) {
            this.chance = new Random(seed);
        }

        void walk() {
            for (int budget = 1; budget <= 3; budget++) {
                budgets.put(hall.running(1 + chance.nextInt(12), "" + budget), budget);
            }
            for (int step = 0; step < STEPS; step++) {
                happen();
                var up = up();
                hall.bench.settle();
                assertEquals(List.of(), lost(up, up()), "told to stop before another ran");
                budgets.forEach(this::isKept);
            }
            rest();
        }

        private void happen() {
            var bench = hall.bench;
            switch (chance.nextInt(8)) {
                case 0 -> bench.agents().join("n" + ++nodes);
                case 1 -> node(id -> bench.agents().state(id, NodeState.DOWN));
                case 2, 3 -> node(id -> bench.agents().state(id, NodeState.READY));
                case 4 -> node(id -> bench.users().availability(id, any()));
                case 5 -> bench.agents().obey(task -> chance.nextInt(3) > 0);
                default -> bench.pass(Duration.ofSeconds(chance.nextInt(40)));
            }
        }

        private Availability any() {
            return chance.nextInt(3) == 0 ? Availability.DRAIN : Availability.ACTIVE;
        }

        private void node(java.util.function.Consumer<NodeId> deed) {
            var all = hall.bench.state().nodes().stream().toList();
            deed.accept(all.get(chance.nextInt(all.size())).id());
        }

        /** Slots in which a task runs that nothing but a move could stop. */
        private TreeSet<String> up() {
            var up = new TreeSet<String>();
            for (var service : budgets.keySet()) {
                for (var slot : Slot.numbered(hall.bench.tasks(service))) {
                    if (slot.live().stream().anyMatch(this::safe)) {
                        up.add(service + " " + slot.number());
                    }
                }
            }
            return up;
        }

        private boolean safe(io.skep.model.Task task) {
            return task.state() == TaskState.RUNNING
                    && hall.bench.state().nodes().get(hall.nodeOf(task)).stream()
                            .anyMatch(Node::takesTasks);
        }

        private static List<String> lost(TreeSet<String> before, TreeSet<String> after) {
            return before.stream().filter(slot -> !after.contains(slot)).toList();
        }

        private void isKept(ServiceId service, int budget) {
            assertTrue(hall.moves(service).size() <= budget, () -> "" + hall.moves(service));
        }

        private void rest() {
            for (var node : hall.bench.state().nodes()) {
                hall.bench.users().availability(node.id(), Availability.ACTIVE);
                hall.bench.agents().state(node.id(), NodeState.READY);
            }
            hall.bench.runFor(HOUR);
            var seen = hall.bench.state();
            budgets.keySet().forEach(this::isLevel);
            hall.bench.runFor(HOUR.multipliedBy(24));
            assertEquals(ids(seen), ids(hall.bench.state()), "moves again and again");
        }

        private void isLevel(ServiceId service) {
            var counts = new ArrayList<>(hall.counts(service).values());
            assertTrue(
                    Collections.max(counts) - Collections.min(counts) <= 1,
                    () -> "not level: " + hall.counts(service));
        }

        private static List<String> ids(io.skep.model.View view) {
            return view.tasks().stream().map(task -> task.id().value()).toList();
        }
    }
}
