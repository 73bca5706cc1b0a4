package io.skep.ca.engine.internal;

import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.desk.Desk;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Transport;
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

/** Answers about certificates while this node is a manager, and says whom it talks to. */
@Component(name = "io.skep.ca.engine.desk", immediate = true, service = Duty.class)
public final class DeskDuty implements Duty {

    private final Desk.Place place;
    private final Bureau bureau;
    // what works while the duty does; set and read by the node
    private final AtomicReference<Optional<Works>> works = new AtomicReference<>(Optional.empty());

    private record Works(Loop loop, List<Cancellable> open) {}

    /** Wired, not working. */
    @Activate
    public DeskDuty(
            @Reference(name = "store") Store store,
            @Reference(name = "quorum") Quorum quorum,
            @Reference(name = "transport") Transport transport,
            @Reference(name = "bureau") Bureau bureau,
            @Reference(name = "leading") Counter leading) {
        this.place = new Desk.Place(store, quorum, transport, leading);
        this.bureau = bureau;
    }

    @Override
    public String name() {
        return "ca.desk";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("ca-desk");
        var desk = new Desk(place, loop, context.seams().time());
        var open = new ArrayList<>(desk.open());
        open.add(bureau.open(desk));
        works.set(Optional.of(new Works(loop, open)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        works.getAndSet(Optional.empty())
                .ifPresent(
                        old -> {
                            old.open().forEach(Cancellable::cancel);
                            old.loop().close();
                        });
        return CompletableFuture.completedFuture(null);
    }
}
