package io.skep.transport.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Disk;
import io.skep.transport.ManagerAddress;
import io.skep.transport.engine.internal.roll.Roll;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollTest {

    private static final ManagerAddress A = new ManagerAddress(new NodeId("a"), "10.0.0.1:2377");
    private static final ManagerAddress B = new ManagerAddress(new NodeId("b"), "[::1]:2377");
    private static final ManagerAddress C = new ManagerAddress(new NodeId("c"), "10.0.0.3:2377");

    private final Disk disk = new SimKernel(1).node("n").disk("transport");

    @Test
    void remembersTheManagersOverARestart() {
        opened().learn(List.of(A, B));

        assertEquals(List.of(A, B), opened().all());
        assertEquals(Optional.of("[::1]:2377"), opened().address(B.node()));
    }

    @Test
    void isNotChangedByAnEmptyList() {
        var roll = opened();
        roll.learn(List.of(A));

        roll.learn(List.of());

        assertEquals(List.of(A), roll.all());
    }

    @Test
    void triesAManagerThatFailedAfterAllOthersAlsoWhenItIsToldOfThemAgain() {
        var roll = opened();
        roll.learn(List.of(A, B));

        roll.failed(A.node());
        roll.learn(List.of(A, B, C));

        assertEquals(List.of(B, A, C), roll.all());
    }

    @Test
    void forgetsWhoIsNoManagerAnyMore() {
        var roll = opened();
        roll.learn(List.of(A, B));

        roll.learn(List.of(B));

        assertEquals(List.of(B), roll.all());
        assertEquals(Optional.empty(), roll.address(A.node()));
    }

    private Roll opened() {
        var roll = new Roll();
        roll.open(disk);
        return roll;
    }
}
