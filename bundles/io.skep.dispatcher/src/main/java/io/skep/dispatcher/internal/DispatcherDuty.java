package io.skep.dispatcher.internal;

import io.skep.dispatcher.internal.session.Machines;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.seam.Workers;
import io.skep.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves the agents of all nodes while this node leads. */
@Component(name = "io.skep.dispatcher", immediate = true)
public final class DispatcherDuty implements Duty {

    private final Store store;
    private final ReceptionDuty reception;
    private final Function<Workers, Machines> machines;
    // the dispatcher while the duty works; set by the node room, which may use several threads
    private final AtomicReference<Optional<Dispatcher>> dispatcher =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public DispatcherDuty(
            @Reference(name = "store") Store store,
            @Reference(name = "reception") ReceptionDuty reception) {
        this(store, reception, Machines::real);
    }

    /** On machines of a test. */
    public DispatcherDuty(
            Store store, ReceptionDuty reception, Function<Workers, Machines> machines) {
        this.store = store;
        this.reception = reception;
        this.machines = machines;
    }

    @Override
    public String name() {
        return "dispatcher";
    }

    @Override
    public Scope scope() {
        return Scope.LEADER;
    }

    @Override
    public List<String> follows() {
        return List.of("dispatcher.reception");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var started =
                new Dispatcher(
                        context,
                        store,
                        reception.reception(),
                        machines.apply(context.seams().workers()));
        dispatcher.set(Optional.of(started));
        return started.start();
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return dispatcher
                .getAndSet(Optional.empty())
                .map(working -> working.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
