package io.skep.scheduler.engine.internal;

import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spi.SchedulingStrategy;

/** The stage on a world on paper. */
public final class Rig {

    public final World world = new World();
    public final Strategies strategies = new Strategies();
    private final Schedule schedule = new Schedule(strategies);

    /** With Swarm's ranking as strategy {@code spread}. */
    public static Rig spreading() {
        return new Rig().with("spread", new LeastLoaded());
    }

    public Rig with(String name, SchedulingStrategy strategy) {
        strategies.bind(strategy, name, "1.0.0");
        return this;
    }

    /** Plans and commits one turn in which room may have grown. */
    public int plan() {
        return plan(true);
    }

    /**
     * Plans and commits one turn.
     *
     * @return how many plans were put
     */
    public int plan(boolean reschedule) {
        var turn = new PaperTurn(world.state(), world.now(), reschedule);
        schedule.plan(turn);
        world.commit(turn.changes());
        return turn.changes().size();
    }

    public String error(String task) {
        return world.plan(task).err();
    }
}
