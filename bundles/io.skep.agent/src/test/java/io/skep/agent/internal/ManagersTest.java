package io.skep.agent.internal;

import static io.skep.agent.internal.Samples.assignment;
import static io.skep.agent.internal.Samples.status;
import static io.skep.agent.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.TaskState;
import io.skep.transport.ManagerAddress;
import io.skep.transport.agent.ManagerFrame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several managers, of whom one leads. */
class ManagersTest extends AgentCase {

    private static final NodeId SECOND = new NodeId("second");
    private static final NodeId THIRD = new NodeId("third");

    private final Manager second = new Manager(net.of(SECOND), kernel.node("m2").loop("manager"));
    private final Manager third = new Manager(net.of(THIRD), kernel.node("m3").loop("manager"));

    private static List<ManagerAddress> addresses(NodeId... nodes) {
        return List.of(nodes).stream()
                .map(node -> new ManagerAddress(node, node + ":2377"))
                .toList();
    }

    private void three() {
        net.managers(LEADER, SECOND, THIRD);
        second.serve();
        third.serve();
    }

    @Test
    void DI_9_keepsTheManagersThatCameWithASession() {
        described();

        manager.say(ManagerFrame.of(addresses(LEADER, SECOND)));
        kernel.runFor(SOON);

        assertEquals(addresses(LEADER, SECOND), net.of(Samples.ME).managers());
    }

    @Test
    void goesAtOnceToWhoLeads() {
        three();
        described();

        manager.say(ManagerFrame.elsewhere(THIRD, addresses(LEADER, SECOND, THIRD)));
        kernel.settle();

        assertEquals(List.of("the manager does not lead"), manager.closed);
        assertEquals(1, third.hellos.size());
        assertEquals(0, second.hellos.size());
    }

    @Test
    void asksTheNextOneAfterAWhileWhenNobodyLeads() {
        three();
        described();

        manager.say(ManagerFrame.elsewhere(null, addresses(LEADER, SECOND, THIRD)));
        kernel.settle();
        assertEquals(0, second.hellos.size());
        kernel.runFor(WITHIN_RETRY);

        assertEquals(1, second.hellos.size());
    }

    @Test
    void isNotSentToAndFroAtOnceForEver() {
        three();
        described();
        manager.leads(SECOND);
        second.leads(LEADER);

        manager.say(ManagerFrame.elsewhere(SECOND, List.of()));
        kernel.runFor(Duration.ofSeconds(10));

        assertTrue(manager.hellos.size() < 20, () -> manager.hellos.size() + " hellos");
    }

    @Test
    void DI_7_triesManagersInTurnUntilOneAnswers() {
        three();
        described();
        manager.set();
        kernel.runFor(SOON);

        net.remove(LEADER);
        second.vanish();
        kernel.runFor(Duration.ofSeconds(2));

        assertEquals(1, third.hellos.size());
    }

    @Test
    void comesBackToTheSameManagerWhenOnlyTheConnectionBroke() {
        three();
        described();
        manager.set();
        kernel.runFor(SOON);

        net.cut(Samples.ME);
        kernel.runFor(Duration.ofMillis(130));

        assertEquals(2, manager.hellos.size());
        assertEquals(0, second.hellos.size() + third.hellos.size());
    }

    @Test
    void LF_4_keepsItsTasksWhileNoManagerIsReachableAndReportsEverythingToTheNextOne() {
        three();
        working();
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.runFor(SOON);
        net.remove(LEADER);
        net.remove(SECOND);
        net.remove(THIRD);

        kernel.runFor(Duration.ofMinutes(5));
        slice.observe(task("b"), status(TaskState.FAILED));
        assertEquals(Set.of(task("a"), task("b")), slice.assignments().keySet());
        net.restore(THIRD);
        third.serve();
        kernel.runUntil(() -> !third.hellos.isEmpty(), Duration.ofSeconds(30));
        kernel.runFor(SOON);

        assertEquals(status(TaskState.RUNNING), third.reported().get(task("a")));
        assertEquals(status(TaskState.FAILED), third.reported().get(task("b")));
        third.set(assignment("b", TaskState.RUNNING));
        kernel.runFor(SOON);
        assertEquals(Set.of(task("b")), slice.assignments().keySet());
    }
}
