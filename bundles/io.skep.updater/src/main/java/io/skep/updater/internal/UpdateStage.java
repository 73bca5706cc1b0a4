package io.skep.updater.internal;

import io.skep.model.Service;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import io.skep.updater.internal.rollout.Rollout;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The second stage: replaces outdated tasks, a few at a time, and goes back when that fails. */
@Component(name = "io.skep.updater")
public final class UpdateStage implements Stage {

    @Override
    public String name() {
        return "update";
    }

    @Override
    public List<String> follows() {
        return List.of("orchestrate");
    }

    @Override
    public void plan(Turn turn) {
        for (var id : turn.services()) {
            turn.view()
                    .services()
                    .get(id)
                    .filter(UpdateStage::rolls)
                    .ifPresent(service -> new Rollout(turn, service).advance());
        }
    }

    // jobs begin a new iteration instead (JB-6, JB-7)
    private static boolean rolls(Service service) {
        return !service.spec().mode().job();
    }
}
