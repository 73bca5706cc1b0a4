package io.skep.control.engine.internal;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.TaskLogSink;
import io.skep.control.engine.internal.answer.Failures;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.cluster.Interfaces;
import io.skep.control.engine.internal.log.LogReader;
import io.skep.control.engine.internal.trust.Trust;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.LogRequest;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.store.Store;
import io.skep.transport.Transport;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port of the doors, and duty {@code control}: records events while the node manages. */
@Component(
        name = "io.skep.control.engine",
        service = {Control.class, Duty.class})
public final class ControlRoom implements Control, Duty {

    private static final Logger log = LoggerFactory.getLogger(ControlRoom.class);

    private final Membership membership;
    private final Store store;
    private final Site site;
    private final Trust trust;
    private final Commands commands;
    private final LogReader logs;
    // what the duty watches; set and taken by the node room, which may use several threads
    private final AtomicReference<List<Cancellable>> watches = new AtomicReference<>(List.of());

    /** Wired, not working. */
    @Activate
    public ControlRoom(
            @Reference(name = "membership") Membership membership,
            @Reference(name = "store") Store store,
            @Reference(name = "transport") Transport transport,
            @Reference(name = "site") Site site) {
        this.membership = membership;
        this.store = store;
        this.site = site;
        this.trust = new Trust(store);
        this.commands = new Commands(membership, store, trust, Interfaces::ofSystem);
        this.logs = new LogReader(store, transport);
    }

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        return answered(() -> commands.submit(command, site.place()));
    }

    @Override
    public CompletionStage<View> read() {
        return answered(
                () -> {
                    Gate.manager(membership.local());
                    return store.read();
                });
    }

    @Override
    public LocalNode local() {
        return membership.local();
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        return site.place().events().follow(since, sink);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        Gate.manager(membership.local());
        return logs.read(query, request, sink, site.place().context().seams());
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
        return List.of("store");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        return answered(
                () -> {
                    var place = site.place();
                    watches.set(
                            List.of(
                                    store.watch(place.loop(), place.events()),
                                    store.onLeadership(
                                            place.loop(), leads -> ensureTrust(leads, context))));
                    return CompletableFuture.completedFuture(null);
                });
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        watches.getAndSet(List.of()).forEach(Cancellable::cancel);
        return CompletableFuture.completedFuture(null);
    }

    // heals a cluster whose founder died between its spec and its trust
    private void ensureTrust(boolean leads, DutyContext context) {
        if (leads) {
            trust.ensure(context)
                    .whenComplete(
                            (done, failure) -> {
                                if (failure != null) {
                                    log.warn("control: no root certificate yet", failure);
                                }
                            });
        }
    }

    private static <T> CompletionStage<T> answered(Supplier<CompletionStage<T>> work) {
        try {
            return Failures.refused(work.get());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(Failures.refusal(refused));
        }
    }
}
