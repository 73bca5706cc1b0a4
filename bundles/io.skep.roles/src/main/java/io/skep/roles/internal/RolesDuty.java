package io.skep.roles.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.store.Quorum;
import io.skep.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the nodes' roles and the quorum in step while this node leads. */
@Component(name = "io.skep.roles", immediate = true)
public final class RolesDuty implements Duty {

    private final Store store;
    private final Quorum quorum;
    // the registrar while the duty works; set by the node room, which may use several threads
    private final AtomicReference<Optional<Registrar>> registrar =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public RolesDuty(
            @Reference(name = "store") Store store, @Reference(name = "quorum") Quorum quorum) {
        this.store = store;
        this.quorum = quorum;
    }

    @Override
    public String name() {
        return "roles";
    }

    @Override
    public Scope scope() {
        return Scope.LEADER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var started = new Registrar(context, store, quorum);
        registrar.set(Optional.of(started));
        started.start();
        return CompletableFuture.completedFuture(null);
    }

    /** A step that is under way may still succeed; whoever leads next sees what came of it. */
    @Override
    public CompletionStage<Void> stop(Duration grace) {
        registrar.getAndSet(Optional.empty()).ifPresent(Registrar::stop);
        return CompletableFuture.completedFuture(null);
    }
}
