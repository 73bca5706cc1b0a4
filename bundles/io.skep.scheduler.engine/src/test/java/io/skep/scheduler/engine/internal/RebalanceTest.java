package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Specs;
import io.skep.model.Change;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Origin;
import io.skep.model.Part;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PlacementPreference;
import io.skep.model.spec.Resources;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.SpreadOver;
import io.skep.model.spec.TaskDefaults;
import io.skep.model.spec.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks move to nodes that came or returned, if their service wants that. */
class RebalanceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(11);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Hall hall = Hall.of(2);

    @Test
    void movesTasksToANodeThatJoinsUntilAllIsLevel() {
        var web = hall.running(6, "1");
        hall.bench.agents().join("n3");

        hall.bench.runFor(HOUR);

        assertEquals(Map.of("n1", 2, "n2", 2, "n3", 2), hall.counts(web));
        assertEquals(8, hall.bench.tasks(web).size(), "two moved, no more");
    }

    @Test
    void movesTasksBackToANodeThatReturns() {
        var web = hall.running(4, "1");
        hall.bench.agents().state(new NodeId("n2"), NodeState.DOWN);
        hall.bench.runFor(HOUR);
        assertEquals(Map.of("n1", 4), hall.counts(web));

        hall.bench.agents().state(new NodeId("n2"), NodeState.READY);
        hall.bench.runFor(HOUR);

        assertEquals(Map.of("n1", 2, "n2", 2), hall.counts(web));
    }

    @Test
    void movesNothingUnlessTheServiceSaysHowMany() {
        for (var budget : List.of("", "0", "-1", "yes", "1.5", "9999999999")) {
            var other = Hall.of(1);
            var web = other.running(4, budget);
            other.bench.agents().join("n2");

            other.bench.runFor(HOUR);

            assertEquals(Map.of("n1", 4, "n2", 0), other.counts(web), budget);
        }
    }

    @Test
    void movesNothingOfGlobalServicesAndJobs() {
        var spec = Specs.labels(Map.of("skep.rebalance", "1")).apply(Specs.global());
        var each = hall.running(spec);
        hall.bench.agents().join("n3");

        hall.bench.runFor(HOUR);

        assertEquals(3, hall.bench.tasks(each).size());
    }

    @Test
    void movesNothingForOneTaskMoreOrLess() {
        var web = hall.running(5, "1");

        hall.bench.runFor(HOUR);

        assertEquals(5, hall.bench.tasks(web).size());
    }

    @Test
    void startsTheNewTaskBeforeItStopsTheOldOne() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);

        assertEquals(1, hall.moves(web).size());
        assertEquals(4, hall.running(web));
        assertEquals(new NodeId("n3"), hall.nodeOf(hall.newcomer(web)));
        var old = hall.moves(web).get(0).live().get(0);

        hall.bench.agents().report(hall.newcomer(web).id(), TaskState.RUNNING);
        hall.bench.settle();

        assertEquals(TaskState.SHUTDOWN, hall.bench.task(old.id()).desired());
        assertEquals(4, hall.running(web));
    }

    @Test
    void movesAsManyAtATimeAsItMay() {
        var web = hall.running(12, "3");
        hall.bench.agents().join("n3");

        hall.bench.pass(CALM);

        assertEquals(3, hall.moves(web).size());
    }

    @Test
    void waitsUntilTheOldTaskHasStoppedAndTheNewOneHasRunAWhile() {
        var web = hall.running(9, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);
        var first = hall.newcomer(web);

        hall.bench.agents().report(first.id(), TaskState.RUNNING);
        hall.bench.pass(HOUR);
        assertEquals(List.of(), hall.moves(web), "the old one does not stop");

        hall.bench.agents().obey();
        hall.bench.settle();
        assertEquals(1, hall.moves(web).size());
        var second = hall.newcomer(web);
        hall.bench.agents().obey();
        hall.bench.settle();
        hall.bench.agents().obey();
        hall.bench.pass(SECOND);

        assertEquals(TaskState.RUNNING, hall.bench.task(second.id()).state());
        assertEquals(List.of(), hall.moves(web));
    }

    @Test
    void waitsUntilANodeThatCameHasBeenThereAWhile() {
        var web = hall.running(4, "1");
        hall.bench.runFor(HOUR);
        hall.bench.agents().join("n3");

        hall.bench.pass(SECOND.multipliedBy(9));
        assertEquals(List.of(), hall.moves(web));

        hall.bench.pass(SECOND.multipliedBy(2));
        assertEquals(1, hall.moves(web).size());
    }

    @Test
    void movesNothingWhileAnyTaskIsMissing() {
        var web = hall.running(6, "1");
        hall.bench.runFor(HOUR);
        var failed = hall.bench.live(web).get(0);
        hall.bench.agents().report(failed.id(), TaskState.FAILED);
        hall.bench.agents().join("n3");

        hall.bench.pass(SECOND.multipliedBy(30));

        assertEquals(List.of(), hall.moves(web));
    }

    @Test
    void movesNothingWhileAnUpdateIsUnderWayOrPaused() {
        var pausing = Specs.rolling(1, "pause", "stop-first");
        var web = hall.running(Specs.rollout(pausing, null).apply(Hall.moving(4, "1")));
        hall.bench.runFor(HOUR);
        hall.bench.users().update(web, Specs.image("nginx:2"));
        hall.bench.settle();
        hall.bench.agents().obey(task -> !task.wanted());
        hall.bench.settle();
        var made = hall.bench.live(web).stream().filter(t -> t.state() != TaskState.RUNNING);
        hall.bench.agents().report(made.findFirst().orElseThrow().id(), TaskState.FAILED);
        hall.bench.runFor(HOUR);
        assertEquals("paused", hall.bench.service(web).updateStatus().orElseThrow().state());

        hall.bench.agents().join("n3");
        hall.bench.runFor(HOUR);

        assertEquals(Map.of("n1", 2, "n2", 2, "n3", 0), hall.counts(web));
    }

    @Test
    void keepsTheOldTaskWhenTheNewOneFailsAndTriesAgainLater() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);
        hall.bench.agents().report(hall.newcomer(web).id(), TaskState.FAILED);

        hall.bench.pass(Duration.ofMinutes(4));
        assertEquals(4, hall.bench.live(web).size());
        assertEquals(4, hall.running(web));

        hall.bench.pass(Duration.ofMinutes(2));
        assertEquals(1, hall.moves(web).size());
    }

    @Test
    void theNewTaskStandsInForTheOldOneThatFails() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);
        var slot = hall.moves(web).get(0);

        hall.bench.agents().report(slot.live().get(0).id(), TaskState.FAILED);
        hall.bench.runFor(HOUR);

        assertEquals(TaskState.RUNNING, hall.bench.task(slot.live().get(1).id()).state());
        assertEquals(4, hall.bench.live(web).size());
        assertEquals(5, hall.bench.tasks(web).size());
    }

    @Test
    void theOldTaskStaysWhenTheNodeToMoveToIsLost() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);

        hall.bench.users().availability(new NodeId("n3"), Availability.DRAIN);
        hall.bench.runFor(HOUR);

        assertEquals(Map.of("n1", 2, "n2", 2), hall.counts(web));
        assertEquals(4, hall.running(web));
    }

    @Test
    void givesUpAMoveWhoseRoomSomebodyElseTook() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("full", Resources.NONE);
        var cpu = new Resources(1, 0, List.of());
        var defaults = new TaskDefaults(null);
        var service = hall.bench.service(web);
        var plan = TaskPlan.created(service, 1, new NodeId("full"), defaults, hall.bench.now());
        var newcomer = new TaskId(hall.bench.id());
        var moving = plan.withOrigin(plan.origin().replacing(Origin.MOVE));
        hall.bench.commit(Change.put(Part.TASK_PLAN, newcomer, reserving(moving, cpu)));

        hall.bench.settle();

        assertEquals(TaskState.SHUTDOWN, hall.bench.task(newcomer).state());
        assertEquals(4, hall.running(web));
    }

    @Test
    void anUpdateReplacesBothTasksOfAMove() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);

        hall.bench.users().update(web, Specs.image("nginx:2"));
        hall.bench.runFor(HOUR);

        assertEquals(4, hall.running(web));
        assertEquals(4, hall.bench.live(web).size());
        assertEquals("completed", hall.bench.service(web).updateStatus().orElseThrow().state());
    }

    @Test
    void endsAMoveThatWasBegunWhenTheLabelGoes() {
        var web = hall.running(6, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);

        hall.bench.users().update(web, Specs.labels(Map.of()));
        hall.bench.runFor(HOUR);

        assertEquals(6, hall.bench.live(web).size());
        assertEquals(7, hall.bench.tasks(web).size());
    }

    @Test
    void PL_5_levelsWhatIsSpreadOverLabelsFirst() {
        for (var node : List.of("n1", "n2")) {
            hall.bench.users().label(new NodeId(node), "zone", "a");
        }
        var web = hall.running(spread("node.labels.zone"));
        assertEquals(Map.of("n1", 2, "n2", 2), hall.counts(web));
        var east = hall.bench.agents().join("n3");
        hall.bench.users().label(east, "zone", "b");

        hall.bench.runFor(HOUR);

        assertEquals(Map.of("n1", 1, "n2", 1, "n3", 2), hall.counts(web));
    }

    @Test
    void goesOnUnderAnotherLeader() {
        var web = hall.running(4, "1");
        hall.bench.agents().join("n3");
        hall.bench.pass(CALM);

        hall.bench.elect();
        hall.bench.runFor(HOUR);

        assertEquals(4, hall.bench.live(web).size());
        assertEquals(5, hall.bench.tasks(web).size());
        assertEquals(1, hall.counts(web).get("n3"));
    }

    private static ServiceSpec spread(String label) {
        var over = List.of(new PlacementPreference(new SpreadOver(label)));
        var placement = new Placement(List.of(), over, 0, List.of());
        var spec = Hall.moving(4, "1");
        var task = spec.taskTemplate();
        return spec.withTaskTemplate(
                new TaskSpec(
                        task.containerSpec(),
                        null,
                        null,
                        placement,
                        List.of(),
                        null,
                        0,
                        task.runtime()));
    }

    private static TaskPlan reserving(TaskPlan plan, Resources some) {
        var spec = io.skep.scheduler.engine.internal.Specs.reserving(some);
        return new TaskPlan(
                plan.serviceId(),
                plan.serviceName(),
                plan.serviceLabels(),
                plan.slot(),
                spec,
                plan.specVersion(),
                plan.jobIteration(),
                plan.desired(),
                plan.phase(),
                plan.nodeId(),
                plan.since(),
                plan.message(),
                plan.err(),
                plan.startAfter(),
                plan.ports(),
                plan.genericResources(),
                plan.placedBy(),
                plan.explain(),
                plan.origin(),
                plan.networks());
    }
}
