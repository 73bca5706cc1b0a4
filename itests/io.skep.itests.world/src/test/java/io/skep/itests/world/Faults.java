package io.skep.itests.world;

import io.skep.itests.sim.SimKernel;
import io.skep.tck.consensus.memory.Fate;
import java.time.Duration;

/** What goes wrong, at any step. */
final class Faults {

    private final World world;
    private final SimKernel kernel;
    private boolean enough;

    Faults(World world) {
        this.world = world;
        this.kernel = world.kernel;
    }

    /** Things go wrong from now on. */
    void begin() {
        world.group.fates(this::fate);
        world.group.delay(() -> kernel.between(Duration.ZERO, Duration.ofMillis(20)));
        world.group.election(() -> kernel.between(Duration.ZERO, Duration.ofSeconds(3)));
        next();
    }

    /** Nothing goes wrong any more; what was broken works again. */
    void end() {
        enough = true;
        world.group.fates(() -> Fate.COMMITTED);
        world.net.heal();
        world.members()
                .forEach(
                        member -> {
                            member.machine.takes(Duration.ofMillis(20));
                            member.start();
                        });
    }

    private void next() {
        kernel.after(
                kernel.between(Duration.ofMillis(500), Duration.ofSeconds(8)),
                () -> {
                    if (!enough) {
                        strike();
                        next();
                    }
                });
    }

    private Fate fate() {
        return switch (kernel.below(60)) {
            case 0 -> Fate.LOST;
            case 1 -> Fate.COMMITTED_UNHEARD;
            case 2 -> Fate.OVERLOADED;
            default -> Fate.COMMITTED;
        };
    }

    private void strike() {
        switch (kernel.below(13)) {
            case 0 -> restart(world.manager);
            case 1, 2 -> restart(anybody());
            case 3, 4 -> death();
            case 5 -> {
                world.log("leadership is lost");
                world.group.loseLeadership();
            }
            case 6 -> cutOff();
            case 7 -> slow();
            case 8 -> strategy();
            case 9, 10 -> runtime();
            case 11 -> compaction();
            default -> stage();
        }
    }

    private Member anybody() {
        var all = world.members().toList();
        return all.get(kernel.below(all.size()));
    }

    private void restart(Member member) {
        member.crash();
        kernel.after(
                kernel.between(Duration.ZERO, Duration.ofSeconds(25)),
                () -> {
                    if (!enough) {
                        member.start();
                    }
                });
    }

    private void death() {
        var machine = anybody().machine.containers();
        var running = machine.running();
        if (!running.isEmpty()) {
            var task = running.get(kernel.below(running.size()));
            world.log("container of " + task + " dies");
            machine.ends(task, kernel.below(3));
        }
    }

    private void cutOff() {
        var member = anybody();
        world.log(member.name + " is cut off");
        world.net.cutOff(member.id());
        kernel.after(
                kernel.between(Duration.ofSeconds(1), Duration.ofSeconds(40)), world.net::heal);
    }

    private void slow() {
        var member = anybody();
        world.log(member.name + " is slow");
        world.net.slow(member.id(), kernel.between(Duration.ZERO, Duration.ofSeconds(3)));
        member.machine.takes(Duration.ofSeconds(4));
    }

    /** The runtime's bundle is updated: containers go on, the new plug adopts them. */
    private void runtime() {
        var member = anybody();
        if (member.up()) {
            world.log("the runtime of " + member.name + " is updated");
            member.updateRuntime(kernel.between(Duration.ZERO, Duration.ofSeconds(4)));
        }
    }

    /** The log becomes a snapshot, from which a manager that comes again begins. */
    private void compaction() {
        world.log("the log is compacted");
        world.manager.life().store().compact();
    }

    /** A strategy's bundle stops, and comes again. */
    private void strategy() {
        var life = world.manager.life();
        var name = kernel.below(2) == 0 ? "spread" : "binpack";
        var strategy = name.equals("spread") ? life.stages().spread : life.stages().binpack;
        world.log("strategy " + name + " goes");
        life.stages().scheduler.unbind(strategy);
        kernel.after(
                kernel.between(Duration.ZERO, Duration.ofSeconds(5)),
                () -> life.stages().plug(strategy, name));
    }

    /** A stage's bundle is replaced: the new one comes before the old one goes, or after. */
    private void stage() {
        var life = world.manager.life();
        var fresh = new Stages(life.store()).all();
        var index = 1 + kernel.below(fresh.size() - 1);
        world.log("stage " + fresh.get(index).name() + " is replaced");
        life.planner().bind(fresh.get(index));
    }
}
