package io.skep.planner.engine.internal;

import static io.skep.planner.engine.internal.Samples.fresh;
import static io.skep.planner.engine.internal.Samples.node;
import static io.skep.planner.engine.internal.Samples.observed;
import static io.skep.planner.engine.internal.Samples.on;
import static io.skep.planner.engine.internal.Samples.planned;
import static io.skep.planner.engine.internal.Samples.service;
import static io.skep.planner.engine.internal.Samples.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.TaskState;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import io.skep.store.StoreException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeltTest {

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private final SlowStore store = new SlowStore(seams);
    private final PlannerDuty duty = new PlannerDuty(store);
    private final List<List<String>> turns = new ArrayList<>();
    private final List<Instant> moments = new ArrayList<>();

    /** Makes each service have as many tasks as it wants. */
    private final Stage replicate = new ScriptedStage("replicate", this::replicate);

    private final Stage note =
            new ScriptedStage(
                    "note",
                    turn -> {
                        turns.add(turn.services().stream().map(ServiceId::value).toList());
                        moments.add(turn.now());
                    });

    private void replicate(Turn turn) {
        for (var id : turn.services()) {
            turn.view()
                    .services()
                    .get(id)
                    .filter(there -> there.spec().mode() instanceof ServiceMode.Replicated)
                    .ifPresent(
                            there -> {
                                var mode = (ServiceMode.Replicated) there.spec().mode();
                                for (long i = turn.view().tasksOf(id).size();
                                        i < mode.replicas();
                                        i++) {
                                    turn.put(turn.newTask(), fresh(id.value()));
                                }
                            });
        }
    }

    private void start(Stage... stages) {
        for (var stage : stages) {
            duty.bind(stage);
        }
        var context =
                new DutyContext(
                        new NodeId("n"), new ClusterId("c"), seams, Path.of("unused"), Map.of());
        var begun = duty.start(context).toCompletableFuture();
        kernel.settle();
        assertTrue(begun.isDone());
    }

    private void run(Duration span) {
        kernel.runFor(span);
        assertEquals(List.of(), seams.failures());
    }

    private int tasks(String service) {
        return store.view().tasksOf(service(service)).size();
    }

    @Test
    void looksAtEverythingInALeadersFirstTurn() {
        store.given(node("n"), wish("a", 1), wish("b", 1), planned("t", on("n", "orphan")));

        start(note);

        assertEquals(List.of(List.of("a", "b", "orphan")), turns);
    }

    @Test
    void plansANewServiceWithoutDelayWhenIdle() {
        start(replicate);
        run(Duration.ofSeconds(1));
        var created = kernel.elapsed();

        store.given(wish("web", 30));
        kernel.runUntil(() -> tasks("web") == 30, Duration.ofSeconds(1));

        assertEquals(SlowStore.LATENCY, kernel.elapsed().minus(created));
    }

    @Test
    void commitsPlansOfNetworksBesideAllOthers() {
        var net = new NetworkId("net");
        var addresses = new NetworkPlan(List.of(), List.of(), 65_536);
        var spec =
                new NetworkSpec(
                        "net", Map.of(), "overlay", Map.of(), false, false, false, false, null, "",
                        "swarm");
        store.given(wish("a", 1), Change.put(Part.NETWORK_SPEC, net, spec));

        start(replicate, new ScriptedStage("addresses", turn -> turn.put(net, addresses)));
        run(Duration.ofSeconds(1));

        var stored = store.view().networks().get(net).map(Network::plan).orElseThrow();
        assertEquals(addresses, stored.value());
        assertEquals(1, tasks("a"));
    }

    @Test
    void SC_1_collectsABurstIntoFewTurns() {
        start(replicate, note);
        for (int i = 0; i < 40; i++) {
            store.given(wish("s" + i, 1));
            run(Duration.ofMillis(1));
        }
        run(Duration.ofSeconds(1));

        assertEquals(40, store.view().tasks().size());
        assertTrue(turns.size() <= 6, turns::toString);
    }

    @Test
    void PLN_2_commitsNothingWhenNothingDiffers() {
        store.given(wish("web", 3));
        start(replicate);
        run(Duration.ofSeconds(1));
        var committed = store.commits.size();
        store.given(observed("none", TaskState.RUNNING), wish("web", 3));
        run(Duration.ofSeconds(5));

        assertEquals(committed + 1, store.commits.size());
    }

    @Test
    void cutsALargeDraftIntoChunksAndKeepsSeveralUnderWay() {
        store.given(wish("web", 10_000));
        start(replicate);
        run(Duration.ofSeconds(3));

        assertEquals(10_000, tasks("web"));
        assertEquals(51, store.proposals);
        assertEquals(4, store.mostUnderWay);
    }

    @Test
    void collectsOnlyWhileADraftIsUnderWay() {
        var underWay = new ArrayList<Integer>();
        start(new ScriptedStage("a", turn -> underWay.add(store.underWay)), replicate);
        for (int i = 0; i < 20; i++) {
            store.given(wish("s" + i, 300));
            run(Duration.ofMillis(60));
        }

        assertTrue(underWay.stream().allMatch(count -> count == 0), underWay::toString);
        assertTrue(underWay.size() > 10);
    }

    @Test
    void plansALostDraftAnewFromAFreshView() {
        start(replicate);
        store.failures.add(Reason.NOT_LEADER);
        store.given(wish("web", 3));
        run(Duration.ofMillis(20));
        store.given(wish("web", 2));
        run(Duration.ofSeconds(2));

        assertEquals(2, tasks("web"));
    }

    @Test
    void throwsAwayWhatFollowsALostChunk() {
        start(replicate);
        store.failures.add(Reason.CLOSED);
        store.given(wish("web", 2_000));
        run(Duration.ofSeconds(3));

        assertEquals(2_000, tasks("web"));
    }

    @Test
    void sendsTheSameChunkAgainWhenNobodyKnowsWhetherItWasCommitted() {
        start(replicate, note);
        store.failures.addAll(List.of(Reason.TIMED_OUT, Reason.TIMED_OUT));
        store.given(wish("web", 3));
        run(Duration.ofSeconds(1));

        assertEquals(3, tasks("web"));
        assertEquals(List.of("web"), turns.get(1));
        assertEquals(3, store.proposals);
    }

    @Test
    void makesChunksSmallerWhenTheStoreFindsThemTooLarge() {
        start(replicate);
        store.failures.add(Reason.TOO_LARGE);
        store.given(wish("web", 80));
        run(Duration.ofSeconds(1));

        assertEquals(80, tasks("web"));
        assertEquals(3, store.proposals);
    }

    @Test
    void leavesOutASinglePartThatIsTooLarge() {
        start(replicate);
        store.failures.add(Reason.TOO_LARGE);
        store.given(wish("web", 1));
        run(Duration.ofMillis(40));
        store.given(wish("other", 1));
        run(Duration.ofSeconds(1));

        assertEquals(1, tasks("other"));
    }

    @Test
    void wakesAServiceWhenItsTimeHasCome() {
        store.given(wish("web", 0));
        var wake = SimKernel.BEGIN.plusSeconds(7);
        start(
                note,
                new ScriptedStage(
                        "sleep",
                        turn -> {
                            if (turn.now().isBefore(wake)) {
                                turn.wakeAt(wake, service("web"));
                            }
                        }));
        run(Duration.ofMinutes(1));

        assertEquals(List.of(List.of("web"), List.of("web")), turns);
        assertEquals(wake, moments.get(1));
    }

    @Test
    void PLN_4_turnsAgainAtOnceWhenAStageLeftWork() {
        start(
                new ScriptedStage(
                        "few",
                        turn -> {
                            for (var id : turn.services()) {
                                if (turn.view().tasksOf(id).size() < 200) {
                                    for (int i = 0; i < 40; i++) {
                                        turn.put(turn.newTask(), fresh("web"));
                                    }
                                    turn.again(id);
                                }
                            }
                        }));
        run(Duration.ofSeconds(1));
        var begun = kernel.elapsed();
        store.given(wish("web", 1));
        kernel.runUntil(() -> tasks("web") == 200, Duration.ofSeconds(1));

        assertEquals(SlowStore.LATENCY.multipliedBy(5), kernel.elapsed().minus(begun));
    }

    @Test
    void PLN_4_doesNotSpinWhenAStageAlwaysWantsMore() {
        start(note, new ScriptedStage("greedy", turn -> turn.services().forEach(turn::again)));
        store.given(wish("web", 1));
        run(Duration.ofSeconds(10));

        assertTrue(turns.size() < 250, () -> turns.size() + " turns");
    }

    @Test
    void usesAReplacedStageFromTheNextTurnOnForEverything() {
        var old = new ScriptedStage("replicate", turn -> {});
        store.given(wish("web", 3));
        start(old);
        run(Duration.ofSeconds(1));
        assertEquals(0, tasks("web"));

        duty.bind(replicate);
        duty.unbind(old);
        run(Duration.ofSeconds(1));

        assertEquals(3, tasks("web"));
    }

    @Test
    void turnsWhenAStageAsksForIt() {
        var impatient = new Impatient();
        start(impatient);
        run(Duration.ofSeconds(1));
        impatient.nudge.run();
        run(Duration.ZERO);

        assertEquals(List.of(true, true), impatient.cues);
    }

    @Test
    void goesOnWithAllOtherServicesAndStagesWhenAStageFailsOnOne() {
        var failed = new ArrayList<Instant>();
        var broken =
                new ScriptedStage(
                        "broken",
                        turn -> {
                            if (turn.services().contains(service("bad"))) {
                                turn.put(turn.newTask(), fresh("bad"));
                                failed.add(turn.now());
                                throw new IllegalStateException("on purpose");
                            }
                            replicate(turn);
                        });
        var after = new ScriptedStage("later", List.of("broken"), note::plan);
        store.given(wish("a", 2), wish("b", 2), wish("bad", 2), wish("c", 2));

        start(broken, after);
        run(Duration.ofSeconds(10));

        assertEquals(
                List.of(2, 2, 0, 2), List.of(tasks("a"), tasks("b"), tasks("bad"), tasks("c")));
        assertEquals(List.of("a", "b", "bad", "c"), turns.get(0));
        assertEquals(
                List.of(0L, 1L, 3L, 7L),
                failed.stream()
                        .map(at -> Duration.between(SimKernel.BEGIN, at).toSeconds())
                        .distinct()
                        .toList());
    }

    @Test
    void goesOnWithoutAStageThatAlwaysFails() {
        var broken =
                new ScriptedStage(
                        "broken",
                        turn -> {
                            throw new NoClassDefFoundError("its bundle is gone");
                        });
        store.given(wish("a", 2), wish("b", 2));

        start(broken, replicate);
        run(Duration.ofSeconds(1));

        assertEquals(2, tasks("a"));
        assertEquals(2, tasks("b"));
    }

    @Test
    void JB_10_plansNothingOnceStopped() {
        start(replicate);
        var stopped = duty.stop(Duration.ofSeconds(1)).toCompletableFuture();
        run(Duration.ofSeconds(1));
        store.given(wish("web", 3));
        run(Duration.ofSeconds(1));

        assertTrue(stopped.isDone());
        assertEquals(0, tasks("web"));
    }

    @Test
    void remembersRemovedServicesUntilAStageSawThem() {
        start(note);
        store.given(wish("web", 0));
        run(Duration.ofSeconds(1));
        store.given(Change.remove(Kind.SERVICE, service("web")));
        run(Duration.ofSeconds(1));

        assertEquals(List.of("web"), turns.get(2));
    }

    @Test
    void plansAHundredThousandTasksInOneTurn() {
        start(replicate);
        store.given(wish("web", 100_000));
        kernel.runUntil(() -> store.view().tasks().size() == 100_000, Duration.ofMinutes(1));

        // the first two are small
        assertEquals(501, store.proposals);
    }
}
