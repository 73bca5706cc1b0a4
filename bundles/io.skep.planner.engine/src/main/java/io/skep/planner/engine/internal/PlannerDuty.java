package io.skep.planner.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import io.skep.planner.Nudging;
import io.skep.planner.Stage;
import io.skep.seam.Loop;
import io.skep.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Plans while this node leads; host of the stages. */
@Component(
        name = "io.skep.planner.engine",
        immediate = true,
        service = {Duty.class, MetricSource.class})
public final class PlannerDuty implements Duty, MetricSource {

    private record Working(Loop loop, Belt belt) {}

    private final Store store;
    private final Tally tally = new Tally();
    // stages as they came; changed by threads that start and stop bundles, read by the loop
    private final AtomicReference<List<Stage>> stages = new AtomicReference<>(List.of());
    // the belt while the duty works; set by the node, read by threads that start and stop bundles
    private final AtomicReference<Optional<Working>> working =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public PlannerDuty(@Reference(name = "store") Store store) {
        this.store = store;
    }

    /** A stage's bundle started. */
    @Reference(
            name = "stage",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Stage stage) {
        stages.updateAndGet(there -> with(there, stage));
        if (stage instanceof Nudging nudging) {
            nudging.nudgeWith(this::nudge);
        }
        restage();
    }

    /** A stage's bundle stops. */
    public void unbind(Stage stage) {
        stages.updateAndGet(there -> without(there, stage));
        restage();
    }

    @Override
    public String name() {
        return "planner";
    }

    @Override
    public Scope scope() {
        return Scope.LEADER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("planner");
        var belt = new Belt(store, context.seams(), loop, stages::get, tally);
        working.set(Optional.of(new Working(loop, belt)));
        var begun = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    belt.begin();
                    begun.complete(null);
                });
        return begun;
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        var ended = new CompletableFuture<Void>();
        working.getAndSet(Optional.empty())
                .ifPresentOrElse(was -> end(was, ended), () -> ended.complete(null));
        return ended;
    }

    private static void end(Working was, CompletableFuture<Void> ended) {
        was.loop()
                .execute(
                        () -> {
                            was.belt().end();
                            was.loop().close();
                            ended.complete(null);
                        });
    }

    @Override
    public void measure(MetricSink sink) {
        tally.tell(sink);
    }

    private void restage() {
        working.get().ifPresent(now -> now.loop().execute(now.belt()::restage));
    }

    private void nudge() {
        working.get().ifPresent(now -> now.loop().execute(now.belt()::nudge));
    }

    private static List<Stage> with(List<Stage> there, Stage stage) {
        var more = new ArrayList<>(there);
        more.add(stage);
        return List.copyOf(more);
    }

    private static List<Stage> without(List<Stage> there, Stage stage) {
        return there.stream().filter(other -> other != stage).toList();
    }
}
