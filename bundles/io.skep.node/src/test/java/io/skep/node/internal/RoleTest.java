package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.RemoteManager;
import io.skep.lifecycle.Duty.Scope;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.transport.ManagerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Joining, and the role that follows the credential. Source: swarm-behaviour CL-2, ND-7, ND-8. */
class RoleTest extends HostCase {

    private static final String OTHERS = "m1=10.0.0.1:2377,m2=10.0.0.2:4000";

    @Test
    void joinsAsAWorker() {
        chores.news();

        var joined = join(NodeRole.WORKER);
        kernel.runFor(SOON);

        assertTrue(joined.isDone() && !joined.isCompletedExceptionally());
        assertEquals(List.of("agent starts", "runtime starts"), chores.news());
        assertEquals("active", host.local().state());
        assertFalse(host.local().manager());
        assertEquals("node", host.local().nodeId());
        assertTrue(
                host.local().remoteManagers().contains(new RemoteManager("m2", "10.0.0.2:4000")));
    }

    @Test
    void joinsAsAManagerWhoseStoreKnowsTheOthersOnly() {
        var joined = join(NodeRole.MANAGER);
        kernel.runFor(SOON);

        assertTrue(joined.isDone() && !joined.isCompletedExceptionally());
        assertTrue(host.local().manager());
        assertEquals(OTHERS, store.contexts.get(0).setting("members", ""));
        assertFalse(chores.told.contains("planner starts"));
    }

    @Test
    void tellsAFoundersStoreOfNoOthers() {
        led();

        assertEquals("", store.contexts.get(0).settings().get("members"));
    }

    @Test
    void isPendingWhileItJoins() {
        agent.silent = true;

        var joined = join(NodeRole.WORKER);
        kernel.runFor(Duration.ofSeconds(30));
        assertFalse(joined.isDone());
        assertEquals("pending", host.local().state());
        agent.late.complete(null);
        kernel.runFor(SOON);

        assertTrue(joined.isDone());
        assertEquals("active", host.local().state());
    }

    @Test
    void undoesAJoinThatWasCutOff() {
        agent.silent = true;
        join(NodeRole.WORKER);
        kernel.runFor(SOON);

        crash();
        kernel.runFor(SOON);

        assertEquals("inactive", host.local().state());
        assertEquals(1, wallet.forgotten);
    }

    @Test
    void forgetsTheCredentialOfAJoinThatWasCutOffOnlyWhenItsKeeperWorks() {
        agent.silent = true;
        join(NodeRole.WORKER);
        kernel.runFor(SOON);
        door.silent = true;

        crash();
        kernel.runFor(Duration.ofSeconds(2));
        assertEquals(0, wallet.forgotten);
        door.late.complete(null);
        kernel.runFor(SOON);

        assertEquals(1, wallet.forgotten);
        assertEquals("inactive", host.local().state());
    }

    @Test
    void undoesAJoinWhosePortIsTaken() {
        var transport = chores.chore("transport", Scope.WORKER);
        transport.refusals = 100;
        host.remove(agent);
        host.add(transport);
        host.add(chores.chore("agent", Scope.WORKER, "transport"));

        var joined = join(NodeRole.WORKER);
        kernel.runFor(Duration.ofSeconds(2));

        var failure = assertThrows(CompletionException.class, joined::join);
        assertEquals(
                "the cluster was not joined: duty transport: no disk",
                failure.getCause().getMessage());
        assertEquals("inactive", host.local().state());
    }

    @Test
    void leavesWhileItJoins() {
        agent.silent = true;
        var joined = join(NodeRole.WORKER);
        kernel.runFor(SOON);

        var left = host.leave().toCompletableFuture();
        kernel.runFor(Duration.ofMinutes(3));

        assertTrue(left.isDone() && !left.isCompletedExceptionally());
        assertTrue(joined.isCompletedExceptionally());
        assertEquals("inactive", host.local().state());
    }

    @Test
    void ND_7_startsDutiesOfManagersWhenItsCredentialSaysSo() {
        join(NodeRole.WORKER);
        kernel.runFor(SOON);
        chores.news();

        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        kernel.runFor(SOON);

        assertEquals(List.of("store starts", "control starts"), chores.news());
        assertEquals(OTHERS, store.contexts.get(0).setting("members", ""));
        assertTrue(host.local().manager());
    }

    @Test
    void ND_8_stopsDutiesOfManagersAndDeletesTheirDataWhenItIsDemoted() throws IOException {
        join(NodeRole.MANAGER);
        throne.lead(true);
        kernel.runFor(SOON);
        hoard();
        chores.news();

        wallet.give(CLUSTER, NODE, NodeRole.WORKER);
        kernel.runFor(SOON);

        assertEquals(List.of("planner stops", "control stops", "store stops"), chores.news());
        assertEquals("active", host.local().state());
        assertFalse(host.local().manager());
        assertHoardGone();
    }

    @Test
    void deletesAManagersDataOnlyAfterItsStoreStopped() throws IOException {
        demoteWhileItsStoreDoesNotStop();

        assertTrue(Files.exists(directory.resolve("consensus/1/log")));
        kernel.runFor(Duration.ofSeconds(4));

        assertHoardGone();
    }

    @Test
    void deletesAManagersDataAfterACrashInTheMiddleOfADemotion() throws IOException {
        join(NodeRole.MANAGER);
        kernel.runFor(SOON);
        hoard();
        wallet.give(CLUSTER, NODE, NodeRole.WORKER);

        crash();

        assertHoardGone();
        assertEquals("active", host.local().state());
    }

    @Test
    void managesAgainAfterItWasDemotedAndPromoted() throws IOException {
        join(NodeRole.MANAGER);
        kernel.runFor(SOON);
        hoard();
        wallet.give(CLUSTER, NODE, NodeRole.WORKER);
        kernel.runFor(SOON);

        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        kernel.runFor(SOON);

        assertTrue(host.local().manager());
        assertEquals("active", host.local().state());
        assertEquals(2, store.contexts.size());
    }

    @Test
    void ND_8_deletesAManagersDataAlsoWhenItIsPromotedBeforeItsStoreStopped() throws IOException {
        demoteWhileItsStoreDoesNotStop();

        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        store.silent = false;
        kernel.runFor(Duration.ofSeconds(4));

        assertHoardGone();
        assertTrue(host.local().manager());
        assertEquals("active", host.local().state());
        assertEquals(2, store.contexts.size());
    }

    @Test
    void resumesWithTheRoleOfItsCredential() {
        join(NodeRole.WORKER);
        kernel.runFor(SOON);
        chores.news();

        crash();

        assertEquals(List.of("door starts", "agent starts", "runtime starts"), chores.news());
        assertEquals("active", host.local().state());
    }

    @Test
    void waitsForItsCredentialBeforeItDoesAnything() {
        join(NodeRole.WORKER);
        kernel.runFor(SOON);
        chores.news();
        wallet.forget();

        crash();
        assertEquals("pending", host.local().state());
        assertEquals(List.of("door starts"), chores.news());
        wallet.give(CLUSTER, NODE, NodeRole.WORKER);
        kernel.runFor(SOON);

        assertEquals("active", host.local().state());
    }

    @Test
    void ignoresTheCredentialOfAnotherNode() {
        join(NodeRole.WORKER);
        kernel.runFor(SOON);

        wallet.give(CLUSTER, new NodeId("other"), NodeRole.MANAGER);
        kernel.runFor(SOON);

        assertFalse(host.local().manager());
        assertFalse(chores.told.contains("store starts"));
    }

    @Test
    void keepsItsRoleWhileNobodyKeepsTheCredential() {
        led();
        chores.news();

        host.rank().detach(wallet);
        kernel.runFor(SOON);

        assertEquals(List.of(), chores.news());
        assertEquals("active", host.local().state());
        assertTrue(host.local().manager());
    }

    @Test
    void beginsNoClusterOfItsOwnWhenItsDataIsLostAndNoOtherManagerIsKnown() {
        led();
        seams.disk("consensus").delete("current");
        seams.disk("consensus").sync();
        throne.lead(false);
        chores.news();

        crash();
        kernel.runFor(Duration.ofSeconds(3));
        assertFalse(chores.told.contains("store starts"));
        assertEquals(
                "no other manager is known, and this one's data is gone", host.local().error());
        roads.learn(List.of(new ManagerAddress(new NodeId("m1"), "10.0.0.1:2377")));
        kernel.runFor(Duration.ofSeconds(2));

        assertEquals("active", host.local().state());
        assertEquals("", host.local().error());
    }

    private void demoteWhileItsStoreDoesNotStop() throws IOException {
        join(NodeRole.MANAGER);
        kernel.runFor(SOON);
        hoard();
        store.silent = true;
        wallet.give(CLUSTER, NODE, NodeRole.WORKER);
        kernel.runFor(Duration.ofSeconds(4));
    }

    private void hoard() throws IOException {
        Files.createDirectories(directory.resolve("consensus/1"));
        Files.createFile(directory.resolve("consensus/1/log"));
        Files.createDirectories(directory.resolve("certificates"));
        Files.createFile(directory.resolve("certificates/swarm-root-ca.key"));
        Files.createFile(directory.resolve("certificates/swarm-node.key"));
    }

    private void assertHoardGone() {
        assertFalse(Files.exists(directory.resolve("consensus")));
        assertFalse(Files.exists(directory.resolve("certificates/swarm-root-ca.key")));
        assertTrue(Files.exists(directory.resolve("certificates/swarm-node.key")));
    }
}
