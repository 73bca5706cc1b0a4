package io.skep.planner.engine.internal;

import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;
import java.util.function.Consumer;

/** A stage that does what a test says. */
record ScriptedStage(String name, List<String> follows, Consumer<Turn> script) implements Stage {

    ScriptedStage(String name, Consumer<Turn> script) {
        this(name, List.of(), script);
    }

    @Override
    public void plan(Turn turn) {
        script.accept(turn);
    }
}
