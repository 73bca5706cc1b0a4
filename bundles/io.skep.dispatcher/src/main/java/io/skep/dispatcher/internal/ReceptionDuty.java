package io.skep.dispatcher.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.store.Quorum;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers agents while this node is a manager, whoever leads. */
@Component(
        name = "io.skep.dispatcher.reception",
        immediate = true,
        service = {Duty.class, ReceptionDuty.class})
public final class ReceptionDuty implements Duty {

    private final Transport transport;
    private final Quorum quorum;
    // the reception while the duty works; set by the node room, which may use several threads
    private final AtomicReference<Optional<Reception>> reception =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public ReceptionDuty(
            @Reference(name = "transport") Transport transport,
            @Reference(name = "quorum") Quorum quorum) {
        this.transport = transport;
        this.quorum = quorum;
    }

    @Override
    public String name() {
        return "dispatcher.reception";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var started = new Reception(context, transport, quorum);
        reception.set(Optional.of(started));
        started.open();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return reception
                .getAndSet(Optional.empty())
                .map(Reception::close)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * The reception.
     *
     * @throws IllegalStateException while the duty does not work
     */
    Reception reception() {
        return reception
                .get()
                .orElseThrow(() -> new IllegalStateException("the reception is not open"));
    }
}
