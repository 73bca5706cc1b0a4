package io.skep.itests.strategy;

import io.skep.lifecycle.PlugName;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Fills the first node, then the next one. */
@Component(name = "io.skep.itests.strategy")
@PlugName("firstfit")
public final class FirstFit implements SchedulingStrategy {

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var placements = new ArrayList<Placement>();
        var tasks = group.tasks().iterator();
        for (var candidate : candidates) {
            for (int taken = 0; taken < candidate.room() && tasks.hasNext(); taken++) {
                placements.add(new Placement(tasks.next(), candidate.node()));
            }
        }
        return placements;
    }
}
