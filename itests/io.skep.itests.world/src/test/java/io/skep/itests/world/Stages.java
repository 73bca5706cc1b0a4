package io.skep.itests.world;

import io.skep.allocator.internal.AllocateStage;
import io.skep.orchestrator.internal.OrchestrateStage;
import io.skep.orchestrator.internal.ReapStage;
import io.skep.planner.Stage;
import io.skep.scheduler.binpack.internal.BinpackStrategy;
import io.skep.scheduler.engine.internal.SchedulerStage;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spread.internal.SpreadStrategy;
import io.skep.store.Store;
import io.skep.updater.internal.UpdateStage;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/** The stages of a manager, as its bundles bring them, with the strategies of the scheduler. */
final class Stages {

    final SchedulingStrategy spread = new SpreadStrategy();
    final SchedulingStrategy binpack = new BinpackStrategy();
    final SchedulerStage scheduler;

    Stages(Store store) {
        scheduler = new SchedulerStage(store);
        plug(spread, "spread");
        plug(binpack, "binpack");
    }

    /** All of them, new, in no order. */
    List<Stage> all() {
        return List.of(
                scheduler,
                new ReapStage(),
                new UpdateStage(),
                new AllocateStage(),
                new OrchestrateStage());
    }

    void plug(SchedulingStrategy strategy, String name) {
        scheduler.bind(strategy, reference(Map.of("plug.name", name)));
    }

    @SuppressWarnings("unchecked") // the proxy answers for a reference to a strategy
    private static ServiceReference<SchedulingStrategy> reference(Map<String, Object> properties) {
        return (ServiceReference<SchedulingStrategy>)
                Proxy.newProxyInstance(
                        ServiceReference.class.getClassLoader(),
                        new Class<?>[] {ServiceReference.class},
                        (proxy, method, given) ->
                                method.getName().equals("getProperty")
                                        ? properties.get((String) given[0])
                                        : null);
    }
}
