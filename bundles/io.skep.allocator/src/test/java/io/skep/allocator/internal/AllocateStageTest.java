package io.skep.allocator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllocateStageTest {

    private final AllocateStage stage = new AllocateStage();
    private State state = State.EMPTY;
    private DraftTurn last = new DraftTurn(state, Set.of());

    private void commit(Change... changes) {
        state = state.after(List.of(changes), new Stamp(state.index() + 1, DraftTurn.NOW));
    }

    private void plan(String... services) {
        last = new DraftTurn(state, Set.of(services));
        stage.plan(last);
        state = last.state();
    }

    private static PortConfig tcp(int target, int published) {
        return new PortConfig("", "tcp", target, published, "ingress");
    }

    private void wish(String id, PortConfig... ports) {
        var spec =
                new ServiceSpec(
                        id,
                        Map.of(),
                        TaskSpec.EMPTY,
                        ServiceMode.replicated(1),
                        null,
                        null,
                        List.of(),
                        ports.length == 0 ? null : new EndpointSpec("vip", List.of(ports)));
        var wish = new ServiceWish(spec, 1, null, 0, 0, null, false, Payload.EMPTY, Payload.EMPTY);
        commit(Change.put(Part.SERVICE_SPEC, new ServiceId(id), wish));
    }

    private void task(String id, String service) {
        commit(
                Change.put(
                        Part.TASK_PLAN,
                        new TaskId(id),
                        new TaskPlan(
                                new ServiceId(service),
                                service,
                                Map.of(),
                                1,
                                TaskSpec.EMPTY,
                                1,
                                0,
                                TaskState.RUNNING,
                                TaskState.NEW,
                                null,
                                DraftTurn.NOW,
                                "created",
                                "",
                                null,
                                List.of(),
                                List.of(),
                                "",
                                List.of())));
    }

    private TaskPlan plan(TaskId task) {
        return state.tasks().get(task).orElseThrow().plan().value();
    }

    private List<Integer> published(String service) {
        return state.services().get(service).orElseThrow().planOrEmpty().ports().stream()
                .map(PortConfig::publishedPort)
                .toList();
    }

    @Test
    void movesTasksOfServicesWithoutPortsOn() {
        wish("a");
        task("t", "a");

        plan("a");

        assertEquals(TaskState.PENDING, plan(new TaskId("t")).phase());
        assertEquals("pending task scheduling", plan(new TaskId("t")).message());
        assertTrue(state.services().get("a").orElseThrow().planOrEmpty().ports().isEmpty());
        assertEquals(1, last.puts.size());
    }

    @Test
    void leavesTasksAloneThatAreNotWantedOrNotNew() {
        wish("a");
        task("t", "a");
        plan("a");
        task("u", "a");
        commit(
                Change.put(
                        Part.TASK_PLAN,
                        new TaskId("u"),
                        plan(new TaskId("u")).withDesired(TaskState.REMOVE)));

        plan("a");

        assertEquals(List.of(), last.puts);
    }

    @Test
    void PT_2_givesTheLowestFreeDynamicPort() {
        wish("a", tcp(80, 0), tcp(81, 0));
        wish("b", tcp(80, 30_002), tcp(80, 0));

        plan("a", "b");

        assertEquals(List.of(30_000, 30_001), published("a"));
        assertEquals(List.of(30_002, 30_003), published("b"));
    }

    @Test
    void PT_2_portsAreUniquePerProtocolOnly() {
        wish("a", tcp(53, 53));
        wish("b", new PortConfig("", "udp", 53, 53, ""));

        plan("a", "b");

        assertEquals(List.of(53), published("a"));
        assertEquals(List.of(53), published("b"));
    }

    @Test
    void PT_3_keepsADynamicPortWhileTargetAndProtocolStay() {
        wish("a", tcp(80, 0));
        wish("b", tcp(80, 0));
        plan("a", "b");

        wish("b", tcp(443, 0), tcp(80, 0));
        commit(Change.remove(Kind.SERVICE, new ServiceId("a")));
        plan("a", "b");

        assertEquals(List.of(30_000, 30_001), published("b"));
    }

    @Test
    void PT_4_recordsHostPortsAsTheyAre() {
        var fixed = new PortConfig("", "tcp", 80, 8080, "host");
        var open = new PortConfig("", "tcp", 81, 0, "host");
        wish("a", fixed, open);
        wish("b", fixed, tcp(80, 8080));
        task("t", "b");

        plan("a", "b");

        assertEquals(List.of(8080, 0), published("a"));
        assertEquals(List.of(8080, 8080), published("b"));
        assertEquals(TaskState.PENDING, plan(new TaskId("t")).phase());
    }

    @Test
    void tasksOfAServiceWhosePortIsTakenStayNewAndSayWhy() {
        wish("a", tcp(80, 80));
        wish("b", tcp(80, 80), tcp(81, 81));
        task("t", "b");

        plan("a", "b");

        assertEquals(TaskState.NEW, plan(new TaskId("t")).phase());
        assertEquals(
                "port '80' is already in use by service 'a' (a) as an ingress port",
                plan(new TaskId("t")).err());
        assertEquals(List.of(), published("b"));
    }

    @Test
    void givesAPortOnInTheTurnInWhichItBecomesFree() {
        wish("z", tcp(80, 80));
        wish("b", tcp(80, 80));
        task("t", "b");
        plan("z", "b");

        commit(Change.remove(Kind.SERVICE, new ServiceId("z")));
        plan("z");

        assertEquals(List.of(80), published("b"));
        assertEquals(TaskState.PENDING, plan(new TaskId("t")).phase());
        assertEquals("", plan(new TaskId("t")).err());
    }

    @Test
    void exchangesPortsWithinOneTurn() {
        wish("a", tcp(80, 80));
        plan("a");
        wish("b", tcp(80, 80));
        plan("b");
        wish("a", tcp(80, 81));

        plan("a");

        assertEquals(List.of(81), published("a"));
        assertEquals(List.of(80), published("b"));
    }

    @Test
    void aRefusedUpdateKeepsThePortsItHas() {
        wish("a", tcp(80, 80));
        wish("b", tcp(80, 81));
        plan("a", "b");
        wish("b", tcp(80, 80));
        wish("c", tcp(80, 81));

        plan("b", "c");

        assertEquals(List.of(81), published("b"));
        assertEquals(List.of(), published("c"));
    }

    @Test
    void freesPortsThatAreNoLongerPublished() {
        wish("a", tcp(80, 80));
        plan("a");
        wish("a");
        plan("a");

        assertEquals(List.of(), published("a"));
        assertEquals(null, state.services().get("a").orElseThrow().planOrEmpty().endpointSpec());
    }

    @Test
    void saysSoWhenEveryDynamicPortIsTaken() {
        var all = new PortConfig[2_768];
        Arrays.setAll(all, i -> tcp(i + 1, 0));
        wish("a", all);
        wish("b", tcp(80, 0));
        task("t", "b");

        plan("a", "b");

        assertEquals(32_767, published("a").get(2_767));
        assertEquals("no tcp port is free between 30000 and 32767", plan(new TaskId("t")).err());
    }

    @Test
    void PLN_2_planningAnAppliedDraftChangesNothing() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            state = State.EMPTY;
            for (int i = 0; i < 30; i++) {
                var id = "s" + random.nextInt(6);
                wish(
                        id,
                        tcp(1 + random.nextInt(2), random.nextInt(4)),
                        tcp(3, random.nextBoolean() ? 0 : 4 + random.nextInt(3)));
                task("t" + i, id);
                plan(id);
                unique(seed);
                plan("s0", "s1", "s2", "s3", "s4", "s5");
                assertEquals(List.of(), last.puts, "seed " + seed);
            }
        }
    }

    private void unique(long seed) {
        var seen = new TreeSet<Integer>();
        for (var service : state.services()) {
            for (var port : service.planOrEmpty().ports()) {
                assertTrue(seen.add(port.publishedPort()), "seed " + seed + ": " + port);
            }
        }
    }
}
