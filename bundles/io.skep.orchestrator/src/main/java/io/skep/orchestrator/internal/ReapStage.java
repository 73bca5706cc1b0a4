package io.skep.orchestrator.internal;

import io.skep.orchestrator.internal.reap.Reaper;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The last stage: forgets tasks that ended. */
@Component(name = "io.skep.orchestrator.reap")
public final class ReapStage implements Stage {

    @Override
    public String name() {
        return "reap";
    }

    @Override
    public List<String> follows() {
        return List.of("schedule");
    }

    @Override
    public void plan(Turn turn) {
        var reaper = new Reaper(turn);
        turn.services().forEach(reaper::reap);
    }
}
