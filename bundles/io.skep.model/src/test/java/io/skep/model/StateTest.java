package io.skep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {

    private static final NodeId NODE = new NodeId("n1");
    private static final ServiceId SERVICE = new ServiceId("s1");
    private static final TaskId TASK = new TaskId("t1");

    @Test
    void givesEveryPartTheVersionOfItsCommit() {
        var first = State.EMPTY.after(List.of(Change.put(Part.NODE_SPEC, NODE, node("a"))), at(3));
        var second = first.after(List.of(Change.put(Part.NODE_SPEC, NODE, node("b"))), at(9));

        var spec = second.nodes().get(NODE).orElseThrow().spec();
        assertEquals(9, spec.version());
        assertEquals(at(3).at(), spec.createdAt());
        assertEquals(at(9).at(), spec.updatedAt());
        assertEquals(9, second.index());
    }

    @Test
    void findsTasksByServiceAndByNode() {
        var pending = State.EMPTY.after(List.of(Change.put(Part.TASK_PLAN, TASK, plan())), at(1));
        var placed = plan().placed(NODE, List.of(), "spread", Instant.EPOCH, "assigned");
        var assigned = pending.after(List.of(Change.put(Part.TASK_PLAN, TASK, placed)), at(2));
        var removed = assigned.after(List.of(Change.remove(Kind.TASK, TASK)), at(3));

        assertEquals(1, pending.tasksOf(SERVICE).size());
        assertEquals(0, pending.tasksOn(NODE).size());
        assertEquals(1, assigned.tasksOn(NODE).size());
        assertEquals(List.of(), removed.tasksOf(SERVICE));
        assertEquals(List.of(), removed.tasksOn(NODE));
    }

    @Test
    void ignoresAStatusOfATaskThatIsGone() {
        var status =
                new TaskStatus(
                        TaskState.RUNNING,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "started",
                        "",
                        null,
                        List.of());

        var state = State.EMPTY.after(List.of(Change.put(Part.TASK_STATUS, TASK, status)), at(1));

        assertTrue(state.tasks().get(TASK).isEmpty());
    }

    @Test
    void showsTheLaterOfPhaseAndStatus() {
        var running =
                new TaskStatus(
                        TaskState.RUNNING,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "started",
                        "",
                        null,
                        List.of());
        var state =
                State.EMPTY.after(
                        List.of(
                                Change.put(Part.TASK_PLAN, TASK, plan()),
                                Change.put(Part.TASK_STATUS, TASK, running)),
                        at(1));

        assertEquals(TaskState.RUNNING, state.tasks().get(TASK).orElseThrow().state());
        assertFalse(state.tasks().get(TASK).orElseThrow().terminal());
    }

    @Test
    void staysTheSameWhenAChangeHasNoEffect() {
        var state = State.EMPTY.after(List.of(Change.put(Part.NODE_SPEC, NODE, node("a"))), at(1));

        for (var kind : Kind.values()) {
            assertSame(state, state.after(Change.remove(kind, TASK), at(2)), kind.label());
        }
        assertSame(
                state,
                state.after(Change.put(Part.SERVICE_PLAN, SERVICE, ServicePlan.EMPTY), at(2)));
    }

    @Test
    void looksUpByIdThenNameThenPrefix() {
        var state =
                State.EMPTY.after(
                        List.of(secret("abc", "x"), secret("abd", "abc"), secret("xyz", "y")),
                        at(1));

        assertEquals("abc", found(state, "abc"));
        assertEquals("xyz", found(state, "y"));
        assertEquals("xyz", found(state, "xy"));
        assertEquals("2 matches", found(state, "ab"));
        assertEquals("none", found(state, "q"));
    }

    @Test
    void knowsWhichNamesAreTaken() {
        var first = State.EMPTY.after(List.of(secret("a", "Web"), secret("b", "web")), at(1));
        var renamed = first.after(List.of(secret("a", "db")), at(2));
        var removed = renamed.after(List.of(Change.remove(Kind.SECRET, new SecretId("a"))), at(3));

        assertEquals(List.of("a"), ids(first.secrets().named("Web")));
        assertTrue(first.secrets().taken("WEB"));
        assertFalse(first.secrets().taken("we"));
        assertEquals(List.of(), ids(renamed.secrets().named("Web")));
        assertTrue(renamed.secrets().taken("Web"));
        assertTrue(renamed.secrets().taken("db"));
        assertFalse(removed.secrets().taken("db"));
        assertEquals(List.of("b"), ids(removed.secrets().named("web")));
    }

    private static Change secret(String id, String name) {
        var spec = new SecretSpec(name, Map.of(), Payload.EMPTY, null, null);
        return Change.put(Part.SECRET_SPEC, new SecretId(id), spec);
    }

    private static List<String> ids(List<Secret> secrets) {
        return secrets.stream().map(secret -> secret.id().value()).toList();
    }

    private static String found(State state, String typed) {
        var found = Lookup.find(state.secrets(), typed);
        if (found instanceof Lookup.Found.One<Secret> one) {
            return one.value().id().value();
        }
        return found instanceof Lookup.Found.Ambiguous<Secret> many
                ? many.matches() + " matches"
                : "none";
    }

    private static Stamp at(long index) {
        return new Stamp(index, Instant.ofEpochSecond(index));
    }

    private static NodeSpec node(String name) {
        return new NodeSpec(name, Map.of(), NodeRole.WORKER, Availability.ACTIVE);
    }

    private static TaskPlan plan() {
        return new TaskPlan(
                SERVICE,
                "web",
                Map.of(),
                1,
                TaskSpec.EMPTY,
                1,
                0,
                TaskState.RUNNING,
                TaskState.NEW,
                null,
                Instant.EPOCH,
                "created",
                "",
                null,
                List.of(),
                List.of(),
                "",
                List.of());
    }
}
