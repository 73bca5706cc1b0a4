package io.skep.scheduler.engine.internal;

import io.skep.control.Advisor;
import io.skep.control.Remedy;
import io.skep.control.Standing;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugRow;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.planner.Nudging;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tasks nodes; host of the scheduling strategies. */
@Component(
        name = "io.skep.scheduler.engine",
        immediate = true,
        service = {Stage.class, PlugCatalog.class, Advisor.class})
public final class SchedulerStage implements Stage, Nudging, PlugCatalog, Advisor {

    private static final Logger log = LoggerFactory.getLogger(SchedulerStage.class);

    private final Store store;
    private final Strategies strategies = new Strategies();
    private final Schedule schedule = new Schedule(strategies);
    private final Counsel counsel = new Counsel(strategies);
    // set by the planner, run by threads that start and stop bundles
    private final AtomicReference<Runnable> nudge = new AtomicReference<>(() -> {});

    /** Wired, not working. */
    @Activate
    public SchedulerStage(@Reference(name = "store") Store store) {
        this.store = store;
    }

    /** A strategy's bundle started. */
    @Reference(
            name = "strategy",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(SchedulingStrategy strategy, ServiceReference<SchedulingStrategy> reference) {
        var name = reference.getProperty("plug.name");
        if (name == null) {
            log.warn("strategy {}: has no plug.name, so nobody can choose it", reference);
            return;
        }
        var bundle = reference.getBundle();
        var version = bundle == null ? Version.emptyVersion : bundle.getVersion();
        strategies.bind(strategy, name.toString(), version.toString());
        nudge.get().run();
    }

    /** A strategy's bundle stops. */
    public void unbind(SchedulingStrategy strategy) {
        strategies.unbind(strategy);
        nudge.get().run();
    }

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public List<String> follows() {
        return List.of("allocate");
    }

    @Override
    public void nudgeWith(Runnable way) {
        nudge.set(way);
    }

    @Override
    public void plan(Turn turn) {
        schedule.plan(turn);
    }

    @Override
    public String contract() {
        return Strategies.CONTRACT;
    }

    @Override
    public String wanted() {
        return Schedule.wanted(store.view());
    }

    @Override
    public List<PlugRow> rows() {
        return strategies.rows(wanted());
    }

    @Override
    public List<Remedy> remedies(View view, Task task) {
        return counsel.remedies(view, task);
    }

    @Override
    public List<Standing> ranking(View view, Task task, Instant now) {
        return counsel.ranking(view, task, now);
    }
}
