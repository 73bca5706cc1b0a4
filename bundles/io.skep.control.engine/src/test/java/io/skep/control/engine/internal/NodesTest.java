package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes: labels, availability, roles, removal. Source: swarm-behaviour ND-3 to ND-9, RA-8. */
class NodesTest {

    private static final String PRECONDITION = "rpc error: code = FailedPrecondition desc = ";
    private static final String QUORUM =
            PRECONDITION
                    + "can't remove member from the raft: this would result in a loss of quorum";
    private static final ManagerStatus REACHABLE =
            new ManagerStatus(false, "reachable", "192.0.2.7:2377");
    private static final ManagerStatus UNREACHABLE =
            new ManagerStatus(false, "unreachable", "192.0.2.8:2377");

    @TempDir private Path directory;
    private Bench bench;
    private String self;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
        self = bench.local().nodeId();
        bench.report(self, NodeState.READY, new ManagerStatus(true, "reachable", "192.0.2.7:2377"));
    }

    @Test
    void changesLabelsAvailabilityAndRole() {
        joined("w", NodeRole.WORKER, null);
        var wanted = new NodeSpec("", Map.of("k", "v"), NodeRole.MANAGER, Availability.DRAIN);

        bench.ok(updating("host-w", "w", wanted));

        assertEquals(wanted, bench.view().nodes().get("w").orElseThrow().spec().value());
    }

    @Test
    void refusesUpdatesOfWhatSomebodyElseChangedButNotBecauseOfStatuses() {
        var stale = updating(self, self, spec(NodeRole.MANAGER, Availability.PAUSE));
        bench.report(self, NodeState.READY, REACHABLE);
        bench.ok(stale);

        var refusal = bench.refused(stale);

        assertEquals(Code.UNKNOWN, refusal.code());
        assertEquals(
                "rpc error: code = Unknown desc = update out of sequence", refusal.getMessage());
    }

    @Test
    void refusesSpecsWithoutRoleOrAvailability() {
        var noRole = new NodeSpec("", Map.of(), null, Availability.ACTIVE);
        var noAvailability = new NodeSpec("", Map.of(), NodeRole.MANAGER, null);

        assertRefused(Code.INVALID, "invalid Role: \"\"", updating(self, self, noRole));
        assertRefused(
                Code.INVALID, "invalid Availability: \"\"", updating(self, self, noAvailability));
    }

    @Test
    void keepsTheLastManager() {
        joined("w", NodeRole.WORKER, null);

        assertRefused(
                Code.INVALID,
                PRECONDITION + "attempting to demote the last manager of the swarm",
                demoting(self));
    }

    @Test
    void demotesWhenTheOthersKeepAQuorum() {
        joined("a", NodeRole.MANAGER, REACHABLE);
        joined("b", NodeRole.MANAGER, REACHABLE);

        bench.ok(demoting("a"));

        assertEquals(
                NodeRole.WORKER, bench.view().nodes().get("a").orElseThrow().spec().value().role());
    }

    @Test
    void refusesDemotionsThatLoseTheQuorum() {
        joined("a", NodeRole.MANAGER, REACHABLE);
        joined("b", NodeRole.MANAGER, UNREACHABLE);

        assertRefused(Code.INVALID, QUORUM, demoting("a"));
        bench.ok(demoting("b"));
    }

    @Test
    void refusesToDemoteTheOnlyMemberWhileAPromotedOneHasNotJoined() {
        joined("a", NodeRole.MANAGER, null);

        assertRefused(Code.INVALID, QUORUM, demoting(self));
    }

    @Test
    void removesNodesThatAreDown() {
        joined("w", NodeRole.WORKER, null);
        bench.report("w", NodeState.DOWN, null);

        bench.ok(new Command.RemoveNode("host-w", false));

        assertTrue(bench.view().nodes().get("w").isEmpty());
        assertRefused(Code.NOT_FOUND, "node w not found", new Command.RemoveNode("w", false));
    }

    @Test
    void removesNodesThatAreUpByForceOnly() {
        joined("w", NodeRole.WORKER, null);

        assertRefused(
                Code.INVALID,
                PRECONDITION + "node w is not down and can't be removed",
                new Command.RemoveNode("w", false));
        bench.ok(new Command.RemoveNode("w", true));
    }

    @Test
    void removesNoManagersEvenByForce() {
        joined("m", NodeRole.MANAGER, UNREACHABLE);
        bench.report("m", NodeState.DOWN, UNREACHABLE);

        assertRefused(
                Code.INVALID,
                PRECONDITION
                        + "node m is a cluster manager and is a member of the raft cluster. It must"
                        + " be demoted to worker before removal",
                new Command.RemoveNode("m", true));
    }

    @Test
    void refusesHostNamesOfSeveral() {
        joined("a1", NodeRole.WORKER, null);
        joined("a2", NodeRole.WORKER, null);

        assertRefused(
                Code.INVALID,
                "node a is ambiguous (2 matches found)",
                new Command.RemoveNode("a", true));
    }

    private void joined(String id, NodeRole role, ManagerStatus manager) {
        bench.put(Writer.CONTROL, Part.NODE_SPEC, new NodeId(id), spec(role, Availability.ACTIVE));
        bench.report(id, NodeState.READY, manager);
    }

    private Command demoting(String id) {
        return updating(id, id, spec(NodeRole.WORKER, Availability.ACTIVE));
    }

    private Command updating(String typed, String id, NodeSpec spec) {
        var version = bench.view().nodes().get(id).orElseThrow().spec().version();
        return new Command.UpdateNode(typed, version, spec);
    }

    private static NodeSpec spec(NodeRole role, Availability availability) {
        return new NodeSpec("", Map.of(), role, availability);
    }

    private void assertRefused(Code code, String text, Command command) {
        var refusal = bench.refused(command);
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
