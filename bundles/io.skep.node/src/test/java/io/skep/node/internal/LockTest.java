package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.spec.NodeRole;
import io.skep.seam.vault.SealException;
import io.skep.seam.vault.SealedSeams;
import io.skep.seam.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A node whose disks are locked. Source: swarm-behaviour AL-1 to AL-4, S-09. */
class LockTest extends HostCase {

    private static final byte[] KEY = text("0123456789abcdef0123456789abcdef");
    private static final byte[] NEXT = text("another key of thirty-two bytes!");
    private static final byte[] CANARY = text("canary");
    private static final byte[] NONE = {};

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void lock(byte[] key) {
        throne.lock(key);
        kernel.runFor(SOON);
    }

    /** What the agent of this node keeps; the context is that of the last start. */
    private byte[] kept() {
        return agent.last().seams().disk("slice").read("a").orElseThrow();
    }

    private void locked() {
        door.sturdy = true;
        led();
        agent.contexts.get(0).seams().disk("slice").replace("a", CANARY);
        lock(KEY);
        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        kernel.runFor(SOON);
    }

    private boolean unlock(byte[] key) {
        CompletionStage<Boolean> answer = host.unlock(key);
        kernel.runFor(Duration.ofSeconds(21));
        return answer.toCompletableFuture().join();
    }

    @Test
    void keepsNothingReadableOnItsDisks() {
        locked();

        for (var owner : List.of("slice", "certificates", "node")) {
            for (var name : seams.disk(owner).names()) {
                var bytes = seams.disk(owner).read(name).orElseThrow();
                assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("canary"));
            }
        }
        assertArrayEquals(CANARY, kept());
    }

    @Test
    void startsLockedAndDoesNothingButAnswer() {
        locked();
        chores.news();

        crash();

        assertEquals("locked", host.local().state());
        assertEquals(List.of("door starts"), chores.news());
    }

    @Test
    void opensForItsKeyAndGoesOn() {
        locked();
        crash();

        assertFalse(unlock(NEXT));
        assertEquals("locked", host.local().state());
        assertTrue(unlock(KEY));

        assertEquals("active", host.local().state());
        assertArrayEquals(CANARY, kept());
    }

    @Test
    void asksForAnotherKeyOnceTheOldOneWasReadable() {
        led();
        lock(KEY);
        assertEquals(1, wallet.renewals);

        lock(NEXT);

        assertEquals(1, wallet.renewals);
    }

    @Test
    void asksAgainWhenItDiedBeforeItHadAnotherKey() {
        door.sturdy = true;
        led();
        lock(KEY);
        crash();
        assertTrue(unlock(KEY));

        assertEquals(2, wallet.renewals);
        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        kernel.runFor(SOON);
        lock(NEXT);
        assertEquals(2, wallet.renewals);
    }

    @Test
    void opensForTheOldKeyAndThenTakesTheNewOne() {
        locked();
        crash();
        throne.lock(NEXT);

        assertTrue(unlock(KEY));

        crash();
        assertFalse(unlock(KEY));
        assertTrue(unlock(NEXT));
    }

    @Test
    void startsOpenAgainWhenTheClusterDoesNotLockAnyMore() {
        locked();
        lock(NONE);

        crash();

        assertEquals("active", host.local().state());
        assertArrayEquals(CANARY, kept());
    }

    /** The keys, each file that is sealed anew, the keys again: it dies before each. */
    @RepeatedTest(7)
    void S_09_isReadableAndThenLockedWhereverTurningTheLockIsCutOff(RepetitionInfo which) {
        door.sturdy = true;
        led();
        agent.last().seams().disk("slice").replace("a", CANARY);
        var bare = seams.disk("node").read("keys").orElseThrow();
        seams.dyingAfter(which.getCurrentRepetition() - 1);
        lock(KEY);
        renewed();

        crash();
        assertEquals(which.getCurrentRepetition() > 1, host.local().state().equals("locked"));
        goOn();
        renewed();

        assertThrows(SealException.class, () -> stolenWith(bare));
        crash();
        assertEquals("locked", host.local().state());
        assertTrue(unlock(KEY));
        assertArrayEquals(CANARY, kept());
    }

    @RepeatedTest(3)
    void S_09_opensWithTheOldOrTheNewKeyWhereverTurningItBackIsCutOff(RepetitionInfo which) {
        locked();
        seams.dyingAfter(which.getCurrentRepetition() - 1);
        lock(NEXT);
        lock(NONE);

        crash();
        assertEquals(which.getCurrentRepetition() < 3, host.local().state().equals("locked"));
        goOn();

        assertArrayEquals(CANARY, kept());
        crash();
        assertEquals("active", host.local().state());
        assertArrayEquals(CANARY, kept());
    }

    /** With whatever key it wants; it takes what the cluster wants then. */
    private void goOn() {
        assertTrue(!host.local().state().equals("locked") || unlock(KEY) || unlock(NEXT));
        assertEquals("active", host.local().state());
        kernel.runFor(Duration.ofSeconds(2));
    }

    private void renewed() {
        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        kernel.runFor(SOON);
    }

    /** What a thief reads who copied the keys while they were bare, and the rest now. */
    private byte[] stolenWith(byte[] keys) {
        var thief = kernel.node("thief");
        thief.disk("node").replace("keys", keys);
        thief.disk("slice").replace("a", seams.disk("slice").read("a").orElseThrow());
        var vault = new Vault(thief.disk("node"), thief.entropy());
        return new SealedSeams(thief, vault).disk("slice").read("a").orElseThrow();
    }

    @Test
    void losesTheLockWhenItBecomesAWorker() {
        locked();
        throne.lead(false);
        wallet.give(CLUSTER, NODE, NodeRole.WORKER);
        kernel.runFor(SOON);

        crash();

        assertEquals("active", host.local().state());
    }

    @Test
    void leavesWithoutItsKey() {
        locked();
        crash();

        var left = host.leave();
        kernel.runFor(Duration.ofMinutes(2));

        assertTrue(left.toCompletableFuture().isDone());
        assertEquals("inactive", host.local().state());
        assertTrue(seams.disk("slice").names().isEmpty());
        crash();
        assertEquals("inactive", host.local().state());
    }

    @Test
    void goesOnLeavingAfterACrash() {
        locked();
        crash();
        host.leave();
        kernel.runFor(Duration.ofMillis(1));

        crash();
        kernel.runFor(Duration.ofMinutes(2));

        assertEquals("inactive", host.local().state());
    }

    @Test
    void isNoUseToWhoeverHasTheDiskAlone() {
        locked();
        var context = agent.contexts.get(0);
        crash();

        assertThrows(SealException.class, () -> door.last().seams().disk("slice").read("a"));
        assertArrayEquals(CANARY, context.seams().disk("slice").read("a").orElseThrow());
    }
}
