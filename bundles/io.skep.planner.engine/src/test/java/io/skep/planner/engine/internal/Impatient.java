package io.skep.planner.engine.internal;

import io.skep.planner.Nudging;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.ArrayList;
import java.util.List;

/** A stage that wants a turn when a test says so. */
final class Impatient implements Stage, Nudging {
    final List<Boolean> cues = new ArrayList<>();
    Runnable nudge = () -> {};

    @Override
    public String name() {
        return "impatient";
    }

    @Override
    public List<String> follows() {
        return List.of();
    }

    @Override
    public void plan(Turn turn) {
        cues.add(turn.reschedule());
    }

    @Override
    public void nudgeWith(Runnable lent) {
        nudge = lent;
    }
}
