package io.skep.itests.world;

import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Service;
import io.skep.model.State;
import io.skep.model.TaskPlan;
import io.skep.planner.Stage;
import io.skep.planner.engine.internal.agenda.Agenda;
import io.skep.planner.engine.internal.draft.DraftTurn;
import io.skep.planner.engine.internal.stage.StageOrder;
import io.skep.seam.Entropy;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** PLN-2, anywhere: planning what was planned from any state decides nothing. */
final class Replan {

    private static final int MOST_TURNS = 50;

    private final Blame blame;
    private final List<Stage> stages;
    private final Entropy entropy;

    Replan(Blame blame, List<Stage> stages, long seed) {
        this.blame = blame;
        this.stages = StageOrder.of(stages).stages();
        this.entropy = new SimKernel(seed).node("replan").entropy();
    }

    /** Plans from a state until nothing is left to do, then once more. */
    void check(State state, Instant now) {
        var planned = state;
        for (int i = 0; i < MOST_TURNS; i++) {
            var turn = plan(planned, now);
            planned = turn.overlay().view();
            if (turn.wishes().again().isEmpty()) {
                break;
            }
        }
        var changes = plan(planned, now).overlay().changes();
        var base = planned;
        blame.unless(
                changes.isEmpty(), () -> "planned anew, it decides\n    " + shown(changes, base));
    }

    /** Changes as people can read them: only what is different. */
    static String shown(List<Change> changes, State base) {
        return changes.stream()
                .map(change -> shown(change, base))
                .collect(Collectors.joining("\n    "));
    }

    private static String shown(Change change, State base) {
        if (!(change instanceof Change.Put put)) {
            return change.toString();
        }
        var before =
                put.value() instanceof TaskPlan
                        ? base.tasks().get(put.id()).<Record>map(task -> task.plan().value())
                        : base.services().get(put.id()).<Record>map(Service::planOrEmpty);
        return put.id() + before.map(was -> "").orElse(" (new)") + differences(before, put.value());
    }

    private static String differences(Optional<Record> before, Record after) {
        var text = new StringBuilder();
        for (var part : after.getClass().getRecordComponents()) {
            var was = before.map(record -> valueOf(part, record));
            var is = valueOf(part, after);
            if (was.isEmpty() || !was.get().equals(is)) {
                text.append(" %s: %s -> %s".formatted(part.getName(), was.orElse("-"), is));
            }
        }
        return text.toString();
    }

    private static String valueOf(RecordComponent part, Record record) {
        try {
            return String.valueOf(part.getAccessor().invoke(record));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is decided from a state. */
    DraftTurn plan(State state, Instant now) {
        var work = new Agenda().take(state);
        var turn = new DraftTurn(state, work, now, entropy);
        stages.forEach(stage -> stage.plan(turn));
        return turn;
    }
}
