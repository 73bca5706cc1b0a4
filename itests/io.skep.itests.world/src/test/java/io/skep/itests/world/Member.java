package io.skep.itests.world;

import io.skep.itests.sim.SimSeams;
import io.skep.model.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node: its machine and disks, and the process on it that comes and goes. */
abstract class Member {

    final World world;
    final String name;
    final SimSeams seams;
    final Machine machine;
    private final List<Throwable> failures = new ArrayList<>();
    private boolean up;

    Member(World world, String name) {
        this.world = world;
        this.name = name;
        this.seams = world.kernel.node(name);
        this.machine = new Machine(world.kernel);
    }

    abstract NodeId id();

    /** The process begins. */
    abstract void boot();

    /** The runtime of the process that lives now. */
    abstract RuntimeRoom runtime();

    /** The runtime plug's bundle is gone for a while; containers stay. */
    final void updateRuntime(Duration gone) {
        var room = runtime();
        room.plugOut(machine);
        world.kernel.after(gone, () -> room.plugIn(machine));
    }

    final boolean up() {
        return up;
    }

    final void start() {
        if (!up) {
            up = true;
            world.log(name + " starts");
            boot();
        }
    }

    /** The process dies at once; disks and containers stay. */
    void crash() {
        if (up) {
            up = false;
            world.log(name + " crashes");
            failures.addAll(seams.failures());
            seams.crash();
            machine.crash();
            world.net.crash(id());
        }
    }

    /** What its steps failed with, in all its lives. */
    final List<Throwable> failures() {
        var all = new ArrayList<>(failures);
        all.addAll(seams.failures());
        return all;
    }
}
