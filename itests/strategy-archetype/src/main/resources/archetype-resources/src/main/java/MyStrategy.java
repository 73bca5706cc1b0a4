package ${package};

import io.skep.lifecycle.PlugName;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.osgi.service.component.annotations.Component;

/** Places each task on the node with the most free memory. */
@Component(name = "${package}")
@PlugName("${plugName}")
public final class MyStrategy implements SchedulingStrategy, Ranking {

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var nodes = new PriorityQueue<>(ranking().thenComparing(Candidate::node));
        nodes.addAll(candidates);
        var placements = new ArrayList<Placement>();
        for (var task : group.tasks()) {
            var best = nodes.poll();
            if (best == null) {
                return placements;
            }
            placements.add(new Placement(task, best.node()));
            if (best.room() > 1) {
                nodes.add(best.taking(group.need()));
            }
        }
        return placements;
    }

    /** The best candidate comes first. Change this line, and you have another strategy. */
    @Override
    public Comparator<Candidate> ranking() {
        return (a, b) -> Long.compare(b.free().memoryBytes(), a.free().memoryBytes());
    }
}
