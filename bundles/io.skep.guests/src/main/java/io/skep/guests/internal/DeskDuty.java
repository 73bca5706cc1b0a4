package io.skep.guests.internal;

import io.skep.control.Control;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.seam.Cancellable;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Duty {@code guests.desk}: hears nodes while this node is a manager, whoever leads. */
@Component(name = "io.skep.guests.desk")
public final class DeskDuty implements Duty {

    private final Transport transport;
    private final Control control;
    // ends the duty's work; set and taken by the node room, which may use several threads
    private final AtomicReference<Cancellable> open = new AtomicReference<>(() -> {});

    /** Wired, not working. */
    @Activate
    public DeskDuty(
            @Reference(name = "transport") Transport transport,
            @Reference(name = "control") Control control) {
        this.transport = transport;
        this.control = control;
    }

    @Override
    public String name() {
        return "guests.desk";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public List<String> follows() {
        return List.of("transport", "control");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("guests.desk");
        var served = transport.answer(Talk.CONTROL_GUESTS.kind(), loop, new Desk(control));
        open.set(
                () -> {
                    served.cancel();
                    loop.close();
                });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        open.getAndSet(() -> {}).cancel();
        return CompletableFuture.completedFuture(null);
    }
}
