package io.skep.control.engine.internal;

import io.skep.control.engine.internal.answer.Gate;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Duty {@code control.site}: gives this room its seams also while the node is in no cluster. */
@Component(
        name = "io.skep.control.engine.site",
        service = {Site.class, Duty.class})
public final class Site implements Duty {

    // set by the node room, read by whoever calls Control
    private final AtomicReference<Optional<Place>> place = new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public Site() {}

    @Override
    public String name() {
        return "control.site";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public boolean worksLocked() {
        return true;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("control");
        place.set(Optional.of(new Place(context, loop)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        place.getAndSet(Optional.empty()).ifPresent(left -> left.loop().close());
        return CompletableFuture.completedFuture(null);
    }

    Place place() {
        return place.get().orElseThrow(Gate::preparing);
    }
}
