package io.skep.tck.consensus.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Role;
import io.skep.itests.sim.SimKernel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGroupTest {

    private static final String THREE = "a=a:1,b=b:1,c=c:1";

    private final SimKernel kernel = new SimKernel(42);
    private final MemoryGroup group = new MemoryGroup();

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    MemoryGroupTest() {}

    @Test
    void remembersWhatWasAcknowledgedWhenAMemberCrashes() {
        var first = alone("a");
        first.propose("x");
        kernel.settle();
        group.crash("a");

        var second = alone("a");
        kernel.settle();

        assertEquals(List.of("x"), second.texts);
        assertTrue(second.leads());
    }

    @Test
    void losesAProposalWithoutAWord() {
        var host = alone("a");
        group.next(Fate.LOST);

        var answer = host.propose("x");
        host.propose("y");
        kernel.runFor(Host.PATIENCE);

        assertEquals("member a got no answer", answer.join());
        assertEquals(List.of("y"), host.texts);
    }

    @Test
    void commitsAProposalAndDoesNotSayIt() {
        var host = alone("a");
        group.next(Fate.COMMITTED_UNHEARD);

        var answer = host.propose("x");
        kernel.runFor(Host.PATIENCE);

        assertEquals("member a got no answer", answer.join());
        assertEquals(List.of("x"), host.texts);
    }

    @Test
    void refusesAProposalWhenOverloaded() {
        var host = alone("a");
        group.next(Fate.OVERLOADED);

        var answer = host.propose("x");
        kernel.settle();

        assertEquals("member a has too much to do", answer.join());
        assertEquals(List.of(), host.texts);
    }

    @Test
    void leavesItOpenWhatBecameOfProposalsOfADeposedLeader() {
        var host = alone("a");
        group.delay(() -> Duration.ofSeconds(1));
        group.next(Fate.COMMITTED, Fate.COMMITTED_UNHEARD);
        var x = host.propose("x");
        var y = host.propose("y");

        group.loseLeadership();
        kernel.settle();

        assertEquals("member a lost leadership", x.join());
        assertEquals("member a lost leadership", y.join());
        assertEquals(List.of("y"), host.texts);
        assertEquals(List.of(Role.LEADER, Role.CANDIDATE, Role.LEADER), host.roles);
    }

    @Test
    void hasNoLeaderWhileElectionsAreForbidden() {
        var host = alone("a");
        group.forbidElections();
        group.loseLeadership();
        kernel.settle();
        assertFalse(host.leads());
        assertEquals("member a does not lead", host.propose("x").join());

        group.allowElections();
        kernel.settle();

        assertTrue(host.leads());
    }

    @Test
    void installsASnapshotOnARunningMember() {
        var host = alone("a");
        host.propose("x");
        kernel.settle();

        group.install(100, "p\nq".getBytes(StandardCharsets.UTF_8));
        host.propose("y");
        kernel.settle();

        assertEquals(List.of("p", "q", "y"), host.texts);
    }

    @Test
    void electsAnotherWhenTheLeaderIsCutOff() {
        var hosts = three();

        group.isolate("a");
        kernel.settle();
        hosts.get(1).propose("x");
        kernel.settle();

        assertEquals("b", group.leader());
        assertFalse(hosts.get(0).leads());
        assertEquals(List.of(), hosts.get(0).texts);
        assertEquals(List.of("x"), hosts.get(2).texts);
    }

    @Test
    void bringsAMemberThatWasAwayTheSnapshotAndTheRest() {
        var hosts = three();
        group.isolate("c");
        hosts.get(0).propose("x");
        kernel.settle();
        hosts.get(0).plug.compact();
        kernel.settle();
        hosts.get(0).propose("y");
        kernel.settle();
        assertEquals(List.of(), hosts.get(2).texts);

        group.heal("c");
        kernel.settle();

        assertEquals(List.of("x", "y"), hosts.get(2).texts);
    }

    @Test
    void hasNoLeaderWithoutAMajority() {
        var hosts = three();

        group.crash("b");
        group.crash("c");
        kernel.settle();

        assertEquals("", group.leader());
        assertEquals("member a does not lead", hosts.get(0).propose("x").join());
    }

    @Test
    void handsLeadershipOver() {
        var hosts = three();

        hosts.get(0).plug.transferLeadership("c", Host.PATIENCE);
        kernel.settle();

        assertTrue(hosts.get(2).leads());
        assertFalse(hosts.get(0).leads());
    }

    private Host alone(String id) {
        var host = new Host(kernel, group, id, "", directory);
        kernel.settle();
        return host;
    }

    private List<Host> three() {
        var hosts =
                List.of("a", "b", "c").stream()
                        .map(id -> new Host(kernel, group, id, THREE, directory))
                        .toList();
        kernel.settle();
        return hosts;
    }
}
