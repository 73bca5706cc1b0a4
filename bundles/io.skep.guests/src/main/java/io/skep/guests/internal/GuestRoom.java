package io.skep.guests.internal;

import io.skep.control.Guests;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.Guest;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.net.Span;
import io.skep.slice.Slice;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Duty {@code guests}: what doors ask for containers, while this node is in a cluster. */
@Component(
        name = "io.skep.guests",
        service = {Guests.class, Duty.class})
public final class GuestRoom implements Guests, Duty {

    private final Transport transport;
    private final Slice slice;
    // while the duty works; set and taken by the node room, which may use several threads
    private final AtomicReference<Optional<Lodge>> lodge = new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public GuestRoom(
            @Reference(name = "transport") Transport transport,
            @Reference(name = "slice") Slice slice) {
        this.transport = transport;
        this.slice = slice;
    }

    @Override
    public String name() {
        return "guests";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("transport", "agent");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("guests");
        lodge.set(Optional.of(new Lodge(context.node(), transport, slice, loop)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        lodge.getAndSet(Optional.empty()).ifPresent(Lodge::close);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Optional<Span>> find(String network) {
        return lodge.get()
                .map(open -> open.find(network))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public CompletionStage<List<String>> admit(NetworkId network, Guest guest) {
        return lodge.get().map(open -> open.admit(network, guest)).orElseGet(GuestRoom::outside);
    }

    @Override
    public CompletionStage<Void> dismiss(NetworkId network, TaskId guest) {
        return lodge.get().map(open -> open.dismiss(network, guest)).orElseGet(GuestRoom::outside);
    }

    private static <T> CompletionStage<T> outside() {
        return CompletableFuture.failedFuture(
                new Refusal(Code.UNAVAILABLE, "This node is not part of a swarm"));
    }

    @Override
    public List<Span> networks() {
        return lodge.get().map(Lodge::networks).orElse(List.of());
    }

    @Override
    public SortedMap<NetworkId, SortedSet<TaskId>> here() {
        return lodge.get().map(Lodge::here).orElseGet(Collections::emptySortedMap);
    }
}
