package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.control.Command;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.store.StoreException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask, join and leave. Source: swarm-behaviour CL-2, CL-3, CL-13. */
class MembershipTest {

    private static final String LAST_MANAGER =
            "You are attempting to leave the swarm on a node that is participating as a manager."
                    + " Removing the last manager erases all current state of the swarm. Use"
                    + " `--force` to ignore this message. ";

    @TempDir private Path directory;

    @Test
    void leavesTheLastManagerOnlyByForce() {
        var bench = Bench.founded(directory);

        assertRefused(
                Code.UNAVAILABLE, LAST_MANAGER, bench.refused(new Command.LeaveCluster(false)));
        bench.ok(new Command.LeaveCluster(true));

        assertEquals("inactive", bench.local().state());
        assertRefused(
                Code.UNAVAILABLE,
                "This node is not part of a swarm",
                bench.refused(new Command.LeaveCluster(true)));
    }

    @Test
    void tellsManagersWhatTheirLeavingWouldDo() {
        var bench = Bench.founded(directory);
        var attempt =
                "You are attempting to leave the swarm on a node that is participating as a"
                        + " manager. ";
        var restore =
                "The only way to restore a swarm that has lost consensus is to reinitialize it"
                        + " with `--force-new-cluster`. Use `--force` to suppress this message.";
        manager(bench, bench.local().nodeId());
        manager(bench, "m2");

        assertRefused(
                Code.UNAVAILABLE,
                attempt
                        + "Removing this node leaves 1 managers out of 2. Without a Raft quorum"
                        + " your swarm will be inaccessible. "
                        + restore,
                bench.refused(new Command.LeaveCluster(false)));

        manager(bench, "m3");
        assertRefused(
                Code.UNAVAILABLE,
                attempt + restore,
                bench.refused(new Command.LeaveCluster(false)));
    }

    @Test
    void letsWorkersLeave() {
        var bench = Bench.founded(directory);
        bench.local = Bench.inState("active", "c", "n", false);

        bench.ok(new Command.LeaveCluster(false));

        assertEquals("inactive", bench.local().state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inactive|true|This node is not a swarm manager. Use \"docker swarm init\" or"
                        + " \"docker swarm join\" to connect this node to swarm and try again.",
                "active|false|This node is not a swarm manager. Worker nodes can't be used to view"
                        + " or modify cluster state. Please run this command on a manager node or"
                        + " promote the current node to a manager.",
                "pending|true|This node is not a swarm manager. Manager is being prepared or has"
                        + " trouble connecting to the cluster.",
                "locked|true|Swarm is encrypted and needs to be unlocked before it can be used."
                        + " Please use \"docker swarm unlock\" to unlock it."
            })
    void answersOnlyOnManagersThatWork(String state, boolean manager, String text) {
        var bench = Bench.founded(directory);
        bench.local = Bench.inState(state, "c", "n", manager);

        assertRefused(Code.UNAVAILABLE, text, bench.refused(new Command.RemoveService("web")));
        assertRefused(Code.UNAVAILABLE, text, bench.refusal(bench.room.read()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_LEADER|UNKNOWN|rpc error: code = Unknown desc = The swarm does not have a"
                        + " leader. It's possible that too few managers are online. Make sure more"
                        + " than half of the managers are online.",
                "TIMED_OUT|UNKNOWN|rpc error: code = DeadlineExceeded desc = context deadline"
                        + " exceeded",
                "CLOSED|UNAVAILABLE|This node is not a swarm manager. Manager is being prepared or"
                        + " has trouble connecting to the cluster.",
                "TOO_LARGE|UNKNOWN|rpc error: code = Unknown desc = a test wants it"
            })
    void tellsWhatTheStoresTroubleIs(Reason reason, Code code, String text) {
        var bench = Bench.founded(directory);
        bench.store.fail(reason);

        assertRefused(code, text, bench.refused(new Command.RemoveService("web")));
        assertRefused(code, text, bench.refusal(bench.room.read()));
    }

    @Test
    void foundsNothingWhereItCannotListen() {
        var bench = new Bench(directory);
        bench.obstacle = Optional.of("taken");

        var init =
                new Command.InitCluster(
                        "127.0.0.1:4000", "", Availability.ACTIVE, ClusterSpec.defaults(), false);

        assertRefused(Code.UNKNOWN, "taken at 127.0.0.1:4000", bench.refused(init));
        assertEquals(0, bench.asked);
    }

    @Test
    void foundsAndJoinsOnlyOnce() {
        var bench = Bench.founded(directory);
        var text =
                "This node is already part of a swarm. Use \"docker swarm leave\" to leave this"
                        + " swarm and join another one.";
        var join = new Command.JoinCluster("", "", List.of("a:1"), "SWMTKN", Availability.ACTIVE);

        assertRefused(Code.UNAVAILABLE, text, bench.refused(initing(ClusterSpec.defaults())));
        assertRefused(Code.UNAVAILABLE, text, bench.refused(join));
    }

    @Test
    void refusesTokensThatAreNone() {
        var bench = new Bench(directory);

        var refusal =
                bench.refused(
                        new Command.JoinCluster(
                                "", "", List.of("a:1"), "SWMTKN-1-x-y", Availability.ACTIVE));

        assertRefused(Code.UNKNOWN, "invalid join token", refusal);
    }

    private static void manager(Bench bench, String id) {
        var spec = new NodeSpec("", Map.of(), NodeRole.MANAGER, Availability.ACTIVE);
        bench.put(Writer.CONTROL, Part.NODE_SPEC, new NodeId(id), spec);
        bench.report(id, NodeState.READY, new ManagerStatus(false, "reachable", "a:1"));
    }

    private static Command initing(ClusterSpec spec) {
        return new Command.InitCluster("", "", Availability.ACTIVE, spec, false);
    }

    private static void assertRefused(Code code, String text, Refusal refusal) {
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
