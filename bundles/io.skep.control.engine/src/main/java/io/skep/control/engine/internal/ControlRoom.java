package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.TaskLogSink;
import io.skep.control.Telemetry;
import io.skep.control.engine.internal.answer.Failures;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.cluster.Interfaces;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.LogRequest;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The port of the doors, and duty {@code control}: takes commands of other managers while the node
 * manages.
 */
@Component(
        name = "io.skep.control.engine",
        service = {Control.class, Duty.class})
public final class ControlRoom implements Control, Duty {

    private final Realm realm;
    private final Site site;
    private final Commands commands;
    private final Telemetry telemetry;
    // takes commands; set and taken by the node room, which may use several threads
    private final AtomicReference<Cancellable> counter = new AtomicReference<>(() -> {});

    /** Wired, not working. */
    @Activate
    public ControlRoom(
            @Reference(name = "membership") Membership membership,
            @Reference(name = "realm") Realm realm,
            @Reference(name = "keys") Keys keys,
            @Reference(name = "site") Site site,
            @Reference(name = "telemetry") Telemetry telemetry) {
        this.realm = realm;
        this.site = site;
        this.commands =
                new Commands(
                        membership,
                        realm,
                        keys,
                        Interfaces::ofSystem,
                        () -> site.place().context().seams().entropy());
        this.telemetry = telemetry;
    }

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        return answered(() -> commands.submit(command, site.place()));
    }

    @Override
    public CompletionStage<View> read() {
        return answered(
                () -> {
                    Gate.manager(local());
                    return commands.look(site.place());
                });
    }

    @Override
    public LocalNode local() {
        return commands.local();
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        return telemetry.follow(since, sink);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        Gate.manager(local());
        return telemetry.logs(query, request, sink);
    }

    @Override
    public String name() {
        return "control";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public List<String> follows() {
        return List.of("store", "transport");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        return answered(
                () -> {
                    counter.set(commands.counter(site.place()).open());
                    return CompletableFuture.completedFuture(null);
                });
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        counter.getAndSet(() -> {}).cancel();
        return CompletableFuture.completedFuture(null);
    }

    private static <T> CompletionStage<T> answered(Supplier<CompletionStage<T>> work) {
        try {
            return Failures.refused(work.get());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(Failures.refusal(refused));
        }
    }
}
