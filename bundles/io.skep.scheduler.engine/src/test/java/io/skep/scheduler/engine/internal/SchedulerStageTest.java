package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.TaskState;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.store.Store;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** The component: what OSGi brings, and what it tells others. */
class SchedulerStageTest {

    private final World world = new World();
    private final AtomicInteger nudges = new AtomicInteger();
    private final SchedulerStage stage = new SchedulerStage(store());
    private final SchedulingStrategy strategy = new LeastLoaded();

    @Test
    void followsTheAllocator() {
        assertEquals("schedule", stage.name());
        assertEquals(List.of("allocate"), stage.follows());
    }

    @Test
    void listsAStrategyWithTheVersionOfItsBundle() {
        stage.bind(strategy, reference(Map.of("plug.name", "mine"), "2.1.0"));

        var row = stage.rows().get(0);

        assertEquals("scheduler", row.info().contract());
        assertEquals("mine 2.1.0", row.info().name() + " " + row.info().version());
        assertEquals("available", row.state());
    }

    @Test
    void showsAsLiveWhatTheClusterWants() {
        stage.bind(strategy, reference(Map.of("plug.name", "mine"), "2.1.0"));
        assertEquals("spread", stage.wanted());

        world.plug("mine");

        assertEquals("mine", stage.wanted());
        assertEquals("live", stage.rows().get(0).state());
    }

    @Test
    void asksForATurnWhenAStrategyComesOrGoes() {
        stage.nudgeWith(nudges::incrementAndGet);

        stage.bind(strategy, reference(Map.of("plug.name", "mine"), "2.1.0"));
        assertEquals(1, nudges.get());
        stage.unbind(strategy);

        assertEquals(2, nudges.get());
        assertEquals(List.of(), stage.rows());
    }

    @Test
    void ignoresAStrategyWithoutAName() {
        stage.bind(strategy, reference(Map.of(), "1.0.0"));

        assertEquals(List.of(), stage.rows());
    }

    @Test
    void plansWithWhatWasBound() {
        world.node("n1").pending("t1", "s", Specs.ANY);
        stage.bind(strategy, reference(Map.of("plug.name", "spread"), "1.2.3"));
        var turn = new PaperTurn(world.state(), world.now(), true);

        stage.plan(turn);
        world.commit(turn.changes());

        assertEquals(TaskState.ASSIGNED, world.plan("t1").phase());
        assertEquals("spread 1.2.3", world.plan("t1").placedBy());
    }

    private Store store() {
        return answering(Store.class, Map.of("view", world::state));
    }

    @SuppressWarnings("unchecked") // a proxy has no type arguments
    private static ServiceReference<SchedulingStrategy> reference(
            Map<String, String> properties, String version) {
        var bundle = answering(Bundle.class, Map.of("getVersion", () -> new Version(version)));
        return answering(
                ServiceReference.class,
                Map.of(
                        "getBundle",
                        () -> bundle,
                        "getProperty",
                        () -> properties.get("plug.name"),
                        "toString",
                        () -> "reference"));
    }

    /** Something of a large interface that knows a few answers. */
    private static <T> T answering(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName()).get()));
    }
}
